import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Page } from './Page.tsx';

/** For a page that broke, or whose code could not be fetched: a new release has other files, so it is loaded anew. */
export function PageCrash({ error }: ErrorComponentProps): ReactElement {
  return (
    <Page title="Something broke" section="Studio">
      <ErrorPanel
        title="This page could not be shown"
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={() => window.location.reload()}
      >
        Calls are run whether the Studio works or not.
      </ErrorPanel>
    </Page>
  );
}
