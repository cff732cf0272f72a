import { ActionIcon, Tabs } from '@mantine/core';
import type { FlowNode } from '@aftercall/flow-model';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { KindTile } from '../node-kinds/KindTile.tsx';
import { StatusBadge } from '../status/StatusBadge.tsx';
import { DoubtPanel } from './DoubtPanel.tsx';
import { MapAgainPanel } from './MapAgainPanel.tsx';
import classes from './run-page.module.css';
import { STEP_TABS, type StepTab } from './run-search.ts';
import { kindOfStep, type RunStep, type WholeRun } from './run-shapes.ts';
import { StepAttempts } from './StepAttempts.tsx';
import { StepData } from './StepData.tsx';
import { StepInput } from './StepInput.tsx';
import { StepMeta } from './StepMeta.tsx';
import { StepNotice } from './StepNotice.tsx';
import { StepVariables } from './StepVariables.tsx';
import { attemptsOf } from './step-words.ts';

const tabNames: Readonly<Record<StepTab, string>> = {
  input: 'Input',
  data: 'Data',
  meta: 'Meta',
  variables: 'Variables',
  attempts: 'Attempts',
};

interface Props {
  readonly run: WholeRun;
  readonly step: RunStep;
  /** The node in the version that the run runs; undefined when its flow cannot be read. */
  readonly node: FlowNode | undefined;
  readonly tab: StepTab;
  readonly onTab: (tab: StepTab) => void;
  readonly onStep: (key: string) => void;
}

/** One step of a run: what went in, what came back, what it changed, and each of its requests. */
export function StepPanel({ run, step, node, tab, onTab, onStep }: Props): ReactElement {
  const at = run.steps.findIndex(({ key }) => key === step.key);
  const attempts = attemptsOf(step).length;
  return (
    <section className={classes.panel} aria-label={`Step ${step.name}`}>
      <header className={classes.panelHead}>
        <KindTile kind={kindOfStep[step.kind]} />
        <div className={classes.panelName}>
          <h2>{step.name}</h2>
          <code>{step.key}</code>
        </div>
        <StatusBadge status={step.status} shape="chip" />
        <StepArrow name="Previous step" to={run.steps[at - 1]} onStep={onStep}>
          <IconChevronUp size={16} />
        </StepArrow>
        <StepArrow name="Next step" to={run.steps[at + 1]} onStep={onStep}>
          <IconChevronDown size={16} />
        </StepArrow>
      </header>
      <StepNotice step={step} node={node} />
      <DoubtPanel runId={run.id} step={step} />
      <MapAgainPanel runId={run.id} step={step} node={node} />
      <Tabs
        value={tab}
        onChange={(value) => onTab(STEP_TABS.find((one) => one === value) ?? 'input')}
        keepMounted={false}
      >
        <Tabs.List className={classes.panelTabs ?? ''}>
          {STEP_TABS.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={name === 'attempts' && <Count count={attempts} />}>
              {tabNames[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.panelBody}>
          <Tabs.Panel value="input">
            <StepInput step={step} node={node} />
          </Tabs.Panel>
          <Tabs.Panel value="data">
            <StepData step={step} />
          </Tabs.Panel>
          <Tabs.Panel value="meta">
            <StepMeta step={step} />
          </Tabs.Panel>
          <Tabs.Panel value="variables">
            <StepVariables step={step} />
          </Tabs.Panel>
          <Tabs.Panel value="attempts">
            <StepAttempts step={step} node={node} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </section>
  );
}

function Count({ count }: { readonly count: number }): ReactElement | null {
  return count === 0 ? null : <span className={classes.count}>{count}</span>;
}

interface ArrowProps {
  readonly name: string;
  readonly to: RunStep | undefined;
  readonly onStep: (key: string) => void;
  readonly children: ReactElement;
}

function StepArrow({ name, to, onStep, children }: ArrowProps): ReactElement {
  return (
    <ActionIcon
      size="sm"
      variant="default"
      aria-label={name}
      disabled={to === undefined}
      onClick={() => to !== undefined && onStep(to.key)}
    >
      {children}
    </ActionIcon>
  );
}
