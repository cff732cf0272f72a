import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { StudioConfig } from './config.ts';
import { ConfigContext } from './config-context.ts';
import { LiveUpdatesContext, type LiveUpdates } from './registry-client/live-updates.ts';
import { createQueryClient } from './registry-client/registry-query.ts';
import { createStudioRouter } from './routes.ts';
import { cssVariables } from './theme/css-variables.ts';
import { theme } from './theme/theme.ts';
import { LiveRegion } from './ui/LiveRegion.tsx';

interface Props {
  readonly config: StudioConfig;
  readonly updates: LiveUpdates;
}

/** The Studio: look, data and routes. */
export function App({ config, updates }: Props): ReactElement {
  const [{ queryClient, router }] = useState(() => {
    const queryClient = createQueryClient();
    return { queryClient, router: createStudioRouter(queryClient) };
  });
  return (
    <ConfigContext value={config}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => config.nonce}
      >
        <QueryClientProvider client={queryClient}>
          <LiveUpdatesContext value={updates}>
            <RouterProvider router={router} />
          </LiveUpdatesContext>
          <LiveRegion />
        </QueryClientProvider>
      </MantineProvider>
    </ConfigContext>
  );
}
