import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useState, type ReactElement } from 'react';
import { RegistryError } from '../registry-client/registry-error.ts';
import { includesRole, useViewer, type Viewer } from '../session/viewer.ts';
import { NoSuchPage } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Builder } from './Builder.tsx';
import { Canvas } from './react-flow/Canvas.tsx';
import { browserTimers } from './saving/browser-timers.ts';
import { IndexedDbDrafts } from './saving/indexed-db-drafts.ts';
import { RegistryDrafts } from './saving/registry-drafts.ts';
import { findBuilderRoom } from './workbench/screen-width.ts';
import { openAction, type OpenedAction } from './workbench/builder-action.ts';
import { WorkbenchContext } from './workbench/workbench-context.ts';
import { Workbench } from './workbench/workbench.ts';

const route = getRouteApi('/shell/actions/$actionId/builder');

/** The visual builder of one action: opens its draft, then hands over to the workbench. */
export function FlowBuilderPage(): ReactElement {
  const { actionId } = route.useParams();
  const viewer = useViewer();
  const local = new IndexedDbDrafts(viewer?.workspace.id ?? '');
  const { data, error, refetch } = useQuery({
    queryKey: ['builder', actionId, viewer?.workspace.id],
    queryFn: ({ signal }) => openAction(actionId, local, signal),
    enabled: viewer !== undefined,
    // The draft is the workbench's from here on: an older copy must not come back from the cache.
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (data === null) return <NoSuchPage />;
  if (data !== undefined && viewer !== undefined) {
    return <OpenBuilder key={actionId} opened={data} viewer={viewer} local={local} />;
  }
  if (error === null) return <PagePending />;
  const shown = error instanceof RegistryError ? error : new Error(error.message);
  return (
    <>
      <TopBar crumbs={[{ label: 'Actions', to: '/actions' }]} title="Flow Builder" section="Actions" />
      <ErrorPanel title="The flow could not be loaded" error={shown} onRetry={() => void refetch()} />
    </>
  );
}

interface OpenProps {
  readonly opened: OpenedAction;
  readonly viewer: Viewer;
  readonly local: IndexedDbDrafts;
}

function OpenBuilder({ opened, viewer, local }: OpenProps): ReactElement {
  const { node, tab, run, sample } = route.useSearch();
  const [room] = useState(() => findBuilderRoom(window.innerWidth));
  const [workbench] = useState(
    () =>
      new Workbench(opened, {
        server: new RegistryDrafts(opened.action.id),
        local,
        timers: browserTimers,
        isReadOnly: !includesRole(viewer.role, 'EDITOR') || room === 'reading',
        view: {
          tab,
          panel: room === 'all' ? 'nodes' : 'outline',
          ...(node === undefined ? {} : { selected: [node], focused: node }),
        },
      }),
  );
  useEffect(() => workbench.begin(), [workbench]);
  return (
    <WorkbenchContext value={workbench}>
      <ReactFlowProvider>
        <Builder
          canvas={<Canvas />}
          recovered={opened.opened}
          link={{ run, sample }}
          isForReading={room === 'reading'}
        />
      </ReactFlowProvider>
    </WorkbenchContext>
  );
}
