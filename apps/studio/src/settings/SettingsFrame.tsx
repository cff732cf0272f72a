import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { Page } from '../shell/Page.tsx';

const tabs = [
  { value: 'access', name: 'Access' },
  { value: 'api-keys', name: 'API keys' },
  { value: 'constants', name: 'Constants' },
  { value: 'about', name: 'About' },
] as const;

interface Props {
  readonly tab: (typeof tabs)[number]['value'];
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** What the settings have in common. */
export function SettingsFrame({ tab, tools, children }: Props): ReactElement {
  const name = tabs.find(({ value }) => value === tab)?.name;
  return (
    <Page
      title="Settings"
      heading={name}
      section="Settings"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      tools={tools}
    >
      <Tabs value={tab} mb={16}>
        <Tabs.List>
          {tabs.map(({ value, name: label }) => (
            <Tabs.Tab key={value} value={value} component={Link} {...{ to: `/settings/${value}` }}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {children}
    </Page>
  );
}
