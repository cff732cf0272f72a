import type { ReactElement } from 'react';
import { Page } from '../shell/Page.tsx';

/** One run per action and call. */
export function RunsPage(): ReactElement {
  return (
    <Page title="Runs" section="Runs" text="One run per action and call. Times in UTC.">
      <p />
    </Page>
  );
}
