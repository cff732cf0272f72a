import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Page } from '../shell/Page.tsx';

const route = getRouteApi('/shell/calls/$callId');

/** One call: what is known of it, and why each action did or did not run. */
export function CallPage(): ReactElement {
  const { callId } = route.useParams();
  return (
    <Page title={callId} section="Calls">
      <p />
    </Page>
  );
}
