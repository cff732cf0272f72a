import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Page } from '../shell/Page.tsx';

const route = getRouteApi('/shell/runs/$runId');

/** One run. */
export function RunPage(): ReactElement {
  const { runId } = route.useParams();
  return (
    <Page title={runId} section="Runs">
      <p />
    </Page>
  );
}
