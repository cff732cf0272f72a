import { Drawer } from '@mantine/core';
import type { FlowDocument } from '@aftercall/flow-model';
import { useMemo, type ComponentType, type ReactElement } from 'react';
import { classNames } from '../ui/class-names.ts';
import { flowOfVersion } from './run-graph.ts';
import classes from './run-page.module.css';
import type { RunSearch, RunSearchChange, RunViewName } from './run-search.ts';
import type { RunStep, WholeRun } from './run-shapes.ts';
import { RunTimeline } from './RunTimeline.tsx';
import { StepList } from './StepList.tsx';
import { StepPanel } from './StepPanel.tsx';

/** What draws the graph: the page brings it, because it needs React Flow. */
export interface RunGraphProps {
  readonly run: WholeRun;
  readonly flow: FlowDocument;
  readonly now: Date;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
}

interface Props {
  readonly run: WholeRun;
  readonly now: Date;
  readonly search: RunSearch;
  readonly view: RunViewName;
  /** On a phone: the step opens over the page. */
  readonly isNarrow: boolean;
  readonly onChange: (part: RunSearchChange) => void;
  readonly graph: ComponentType<RunGraphProps>;
}

/** Graph or list at the left; time and the selected step at the right. */
export function RunBody(props: Props): ReactElement {
  const { run, now, search, view, isNarrow, onChange } = props;
  const flow = useMemo(() => flowOfVersion(run.version?.flow), [run.version?.flow]);
  const step = stepToShow(run, search.step, isNarrow);
  const select = (key: string): void => onChange({ step: key });
  const panel = <Panel {...props} flow={flow} step={step} onSelect={select} />;
  const hasSide = view !== 'list' || !isNarrow;
  return (
    <div className={classes.body}>
      {view !== 'timeline' && <Main {...props} flow={flow} selected={step?.key} onSelect={select} />}
      {hasSide && (
        <div className={classNames(classes.side, view === 'timeline' && classes.wideSide)}>
          <RunTimeline run={run} flow={flow} now={now} selected={step?.key} onSelect={select} />
          {!isNarrow && panel}
        </div>
      )}
      {isNarrow && (
        <StepDrawer isOpen={step !== undefined} onClose={() => onChange({ step: undefined })}>
          {panel}
        </StepDrawer>
      )}
    </div>
  );
}

interface DrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactElement;
}

function StepDrawer({ isOpen, onClose, children }: DrawerProps): ReactElement {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="100%"
      title="Step"
      classNames={{ body: classes.stepDrawer ?? '' }}
    >
      {children}
    </Drawer>
  );
}

interface PanelProps extends Props {
  readonly flow: FlowDocument | undefined;
  readonly step: RunStep | undefined;
  readonly onSelect: (key: string) => void;
}

function Panel({ run, search, flow, step, onChange, onSelect }: PanelProps): ReactElement | null {
  if (step === undefined) return null;
  return (
    <StepPanel
      run={run}
      step={step}
      node={flow?.nodes.find(({ key }) => key === step.key)}
      tab={search.tab ?? 'attempts'}
      onTab={(tab) => onChange({ tab })}
      onStep={onSelect}
    />
  );
}

interface MainProps extends Props {
  readonly flow: FlowDocument | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
}

function Main({ run, now, search, view, flow, selected, onChange, onSelect, graph: Graph }: MainProps): ReactElement {
  const isUnreadable = view === 'graph' && flow === undefined;
  return (
    <div className={classes.graph}>
      {isUnreadable && (
        <p className={classes.none}>This Studio cannot draw the flow of this version; its steps are listed instead.</p>
      )}
      {view === 'graph' && flow !== undefined ? (
        <Graph run={run} flow={flow} now={now} selected={selected} onSelect={onSelect} />
      ) : (
        <StepList
          run={run}
          now={now}
          selected={selected}
          failedOnly={search.failed === 'only'}
          onFailedOnly={(isOn) => onChange({ failed: isOn ? 'only' : undefined })}
          onSelect={onSelect}
        />
      )}
    </div>
  );
}

/** On a phone a step opens over the page, so only one that was asked for. */
function stepToShow(run: WholeRun, wanted: string | undefined, isNarrow: boolean): RunStep | undefined {
  const found = run.steps.find(({ key }) => key === wanted);
  return found ?? (isNarrow ? undefined : firstToShow(run));
}

/** What a person most likely came for: what went wrong, what is going on, else the last step that was done. */
function firstToShow({ steps }: WholeRun): RunStep | undefined {
  const wanted = ['IN_DOUBT', 'FAILED', 'WAITING', 'RUNNING'] as const;
  const urgent = wanted
    .map((status) => steps.find((step) => step.status === status))
    .find((step) => step !== undefined);
  return urgent ?? steps.findLast(({ status }) => status === 'SUCCEEDED') ?? steps[0];
}
