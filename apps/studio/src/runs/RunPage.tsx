import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { FlowGraph } from '../flow-graph/react-flow/FlowGraph.tsx';
import { NotFound } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { statusLooks } from '../status/status-looks.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { useNow } from '../ui/use-now.ts';
import { CancelRun } from './CancelRun.tsx';
import { edgeInRun, ringOf } from './run-graph.ts';
import classes from './run-page.module.css';
import type { RunSearch, RunSearchChange, RunViewName } from './run-search.ts';
import type { WholeRun } from './run-shapes.ts';
import { isOver, shortRunId } from './run-words.ts';
import { RunBody, type RunGraphProps } from './RunBody.tsx';
import { RunFacts } from './RunFacts.tsx';
import { RunNoticeBar } from './RunNoticeBar.tsx';
import { RunNeighbours } from './RunNeighbours.tsx';
import { StepStrip } from './StepStrip.tsx';
import { stepDetail } from './step-words.ts';
import { useLiveRun } from './use-live-run.ts';

const route = getRouteApi('/shell/runs/$runId');

/** One run on its own version's graph, in time, and step by step. */
export function RunPage(): ReactElement {
  const { runId } = route.useParams();
  const query = useLiveRun(runId);
  if (query.isPending) return <PagePending />;
  if (query.data === undefined)
    return (
      <>
        <TopBar crumbs={[{ label: 'Runs', to: '/runs' }]} title={shortRunId(runId)} section="Runs" />
        <div className={classes.error}>
          <ErrorPanel title="The run could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  if (query.data.run === null) return <NotFound what="run" list={{ name: 'Runs', to: '/runs' }} />;
  return <LoadedRun run={query.data.run} />;
}

function LoadedRun({ run }: { readonly run: WholeRun }): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/runs/$runId' });
  const isNarrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const [asksCancel, setAsksCancel] = useState(false);
  const now = useNow(isOver(run.status) ? 60_000 : 250);
  const change = (part: RunSearchChange): void =>
    void navigate({ search: (known) => ({ ...known, ...part }) as RunSearch, replace: true });
  const view = viewFor(search, isNarrow);
  return (
    <>
      <TopBar
        crumbs={[{ label: 'Runs', to: '/runs' }]}
        title={shortRunId(run.id)}
        section="Runs"
        aside={<RunNeighbours runId={run.id} />}
      >
        <SegmentedControl
          aria-label="View"
          data={isNarrow ? narrowViews : views}
          value={view}
          onChange={(value) => change({ view: value as RunViewName })}
        />
      </TopBar>
      <RunFacts run={run} now={now} onCancel={() => setAsksCancel(true)} />
      <RunNoticeBar run={run} onShow={(step) => change({ step })} />
      <RunBody run={run} now={now} search={search} view={view} isNarrow={isNarrow} onChange={change} graph={RunGraph} />
      <CancelRun runId={run.id} isOpen={asksCancel} onDone={() => setAsksCancel(false)} />
    </>
  );
}

const views = [
  { value: 'graph', label: 'Graph' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'list', label: 'List' },
];
/** A phone has no room for a graph: its list stands for it. */
const narrowViews = views.slice(1);

function viewFor(search: RunSearch, isNarrow: boolean): RunViewName {
  const view = search.view ?? 'graph';
  return isNarrow && view === 'graph' ? 'list' : view;
}

/** The version's own flow, each card with the status of its step. */
function RunGraph({ run, flow, now, selected, onSelect }: RunGraphProps): ReactElement {
  const steps = useMemo(() => new Map(run.steps.map((step) => [step.key, step])), [run.steps]);
  const decorateNode = useCallback(
    (key: string) => {
      const step = steps.get(key);
      if (step === undefined) return undefined;
      const node = flow.nodes.find((one) => one.key === key);
      return {
        ring: ringOf(step.status),
        strip: <StepStrip step={step} node={node} now={now} />,
        spoken: [step.name, statusLooks[step.status].word, stepDetail(step, node, now)].join(', '),
      };
    },
    [steps, flow, now],
  );
  return (
    <FlowGraph
      flow={flow}
      label={`Graph of the run, version ${String(run.version?.number ?? '')}`}
      decorateNode={decorateNode}
      decorateEdge={(edge) => edgeInRun(edge, steps)}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
