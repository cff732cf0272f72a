import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { TopBar } from '../shell/TopBar.tsx';

const route = getRouteApi('/shell/actions/$actionId/builder');

/** The visual builder of one action. */
export function FlowBuilderPage(): ReactElement {
  const { actionId } = route.useParams();
  return <TopBar crumbs={[{ label: 'Actions', to: '/actions' }]} title={actionId} section="Actions" />;
}
