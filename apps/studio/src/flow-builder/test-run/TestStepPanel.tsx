import { SegmentedControl, Tabs } from '@mantine/core';
import type { FlowNode } from '@aftercall/flow-model';
import { useState, type ReactElement, type ReactNode } from 'react';
import { StepAttempts } from '../../runs/StepAttempts.tsx';
import { StepData } from '../../runs/StepData.tsx';
import { StepInput } from '../../runs/StepInput.tsx';
import { StepMeta } from '../../runs/StepMeta.tsx';
import { StepVariables } from '../../runs/StepVariables.tsx';
import { StatusBadge } from '../../status/StatusBadge.tsx';
import { useTestRun, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { asRunStep } from './as-run-step.ts';
import type { TestStep } from './test-run-state.ts';
import classes from './test-run.module.css';

interface Props {
  readonly node: FlowNode;
  /** The settings of the node. */
  readonly children: ReactNode;
}

/** While a test run is shown, a node has two sides: its settings, and what it did. */
export function WithTestResult({ node, children }: Props): ReactElement {
  const workbench = useWorkbench();
  const isShown = useView((view) => view.showsTestRun);
  const part = useView((view) => view.inspectorPart);
  const step = useTestRun((state) => (state.type === 'done' ? state.steps.get(node.key) : undefined));
  if (!isShown || step === undefined) return <>{children}</>;
  return (
    <>
      <div className={classes.parts}>
        <SegmentedControl
          fullWidth
          aria-label="Settings or test result"
          data={[
            { value: 'settings', label: 'Settings' },
            { value: 'result', label: 'Test result' },
          ]}
          value={part}
          onChange={(value) => workbench.show({ inspectorPart: value === 'result' ? 'result' : 'settings' })}
        />
      </div>
      {part === 'result' ? <StepResult node={node} step={step} /> : children}
    </>
  );
}

const TABS = ['Input', 'Data', 'Meta', 'Variables', 'Attempts'] as const;

function StepResult({ node, step }: { readonly node: FlowNode; readonly step: TestStep }): ReactElement {
  const [tab, setTab] = useState<string>('Data');
  const shown = asRunStep(step);
  return (
    <section className={classes.step} aria-label="Test result">
      <div className={classes.stepHead}>
        <StatusBadge status={step.status} shape="chip" />
        {step.cause !== null && (
          <span>
            <code>{step.cause.code}</code> {step.cause.message}
          </span>
        )}
      </div>
      <Tabs value={tab} onChange={(name) => setTab(name ?? 'Data')} keepMounted={false}>
        <Tabs.List>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.step}>
          <Tabs.Panel value="Input">
            <StepInput step={shown} node={node} />
          </Tabs.Panel>
          <Tabs.Panel value="Data">
            <StepData step={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="Meta">
            <StepMeta step={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="Variables">
            <StepVariables step={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="Attempts">
            <StepAttempts step={shown} node={node} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </section>
  );
}
