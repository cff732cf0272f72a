import type { ReactElement } from 'react';
import { Page } from '../shell/Page.tsx';

/** All actions of the workspace. */
export function ActionsPage(): ReactElement {
  return (
    <Page title="Actions" section="Actions" text="Flows that run when a call ends.">
      <p />
    </Page>
  );
}
