import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconBroadcast, IconLock } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { FlowGraph } from '../flow-graph/react-flow/FlowGraph.tsx';
import { OneVersionDocument, type OneVersionQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { flowOfVersion } from '../runs/run-graph.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { utcFull } from '../ui/format-time.ts';
import { JsonBlock } from '../ui/JsonBlock.tsx';
import classes from './versions.module.css';

const route = getRouteApi('/shell/actions/$actionId/versions/$number');

/** One version, to look at: it never changes. */
export function VersionPage(): ReactElement {
  const { actionId, number } = route.useParams();
  const query = useQuery(registryQuery(OneVersionDocument, { id: actionId, number: Number(number) }));
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <>
        <TopBar crumbs={[{ label: 'Actions', to: '/actions' }]} title={`v${number}`} section="Actions" />
        <div className={classes.error}>
          <ErrorPanel
            title="The version could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        </div>
      </>
    );
  const { action, actionVersion } = query.data;
  const list = { name: 'Actions', to: '/actions' };
  if (action === null || actionVersion === null) return <NotFound what="version" list={list} />;
  return <Loaded action={action} version={actionVersion} />;
}

interface LoadedProps {
  readonly action: NonNullable<OneVersionQuery['action']>;
  readonly version: NonNullable<OneVersionQuery['actionVersion']>;
}

function Loaded({ action, version }: LoadedProps): ReactElement {
  const [selected, setSelected] = useState<string>();
  const flow = flowOfVersion(version.flow);
  const node = flow?.nodes.find(({ key }) => key === selected);
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Actions', to: '/actions' },
          { label: action.name, to: `/actions/${action.id}/overview` },
          { label: 'Versions', to: `/actions/${action.id}/versions` },
        ]}
        title={`v${String(version.number)}`}
        section={action.name}
        aside={
          <>
            {version.isLive && (
              <Chip tone="ok" icon={<IconBroadcast aria-hidden stroke={1.75} />}>
                Live
              </Chip>
            )}
            <Chip icon={<IconLock aria-hidden stroke={1.75} />}>Read only</Chip>
          </>
        }
      >
        <span className={classes.note} title={utcFull(version.publishedAt)}>
          {version.note}, by {version.publishedBy}
        </span>
      </TopBar>
      <div className={classes.canvases}>
        {flow === undefined ? (
          <p className={classes.error}>This Studio cannot draw the flow of this version.</p>
        ) : (
          <FlowGraph
            flow={flow}
            label={`Version ${String(version.number)}`}
            selected={selected}
            onSelect={setSelected}
          />
        )}
        {node !== undefined && (
          <aside className={classes.sideList} aria-label="Node">
            <JsonBlock label={node.key} value={node} />
          </aside>
        )}
      </div>
    </>
  );
}
