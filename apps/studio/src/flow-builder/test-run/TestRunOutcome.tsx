import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { StatusBadge } from '../../status/StatusBadge.tsx';
import { duration } from '../../ui/format-time.ts';
import table from '../../ui/table.module.css';
import { answersOf, stepTime } from '../../runs/step-words.ts';
import { useFlow, useTestRun, useWorkbench } from '../workbench/workbench-context.ts';
import { asRunStep } from './as-run-step.ts';
import { sentInWords } from './start-test-run.ts';
import type { TestRunResult, TestRunState, TestStep } from './test-run-state.ts';
import classes from './test-run.module.css';

/** What came of the last test run: in one line, then step by step. */
export function TestRunOutcome(): ReactElement {
  const state = useTestRun((whole) => whole);
  switch (state.type) {
    case 'none':
      return <p className={classes.hint}>Run it to see on the canvas which way the call goes.</p>;
    case 'running':
      return (
        <p className={classes.hint} role="status">
          Running…
        </p>
      );
    case 'cancelled':
      return <p className={classes.hint}>Cancelled after {duration(state.afterMs)}.</p>;
    case 'refused':
      return (
        <p role="alert" className={classes.problem}>
          {state.code !== undefined && <code>{state.code}</code>} {state.problem}
        </p>
      );
    case 'done':
      return <Done state={state} />;
    default:
      return state satisfies never;
  }
}

function Done({ state: { run, flow } }: { readonly state: Extract<TestRunState, { type: 'done' }> }): ReactElement {
  const isOld = useFlow() !== flow;
  return (
    <div className={classes.outcome}>
      <p className={classes.line} data-testid="test-run-status">
        <StatusBadge status={run.status} shape="chip" />
        <span>{sentInWords(run)}</span>
        <span>{duration(run.durationMs)}</span>
        {run.error !== null && (
          <span className={classes.problem}>
            <code>{run.error.code}</code> {run.error.message}
          </span>
        )}
      </p>
      {!run.isHeard && (
        <p className={classes.notice} role="note">
          Start does not hear such a call: {run.notHeard?.message ?? 'it does not match'}. It was run all the same.
        </p>
      )}
      {isOld && <p className={classes.notice}>The flow has changed since: run it again.</p>}
      <Steps run={run} />
    </div>
  );
}

function Steps({ run }: { readonly run: TestRunResult }): ReactElement {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Steps of the test run">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Status</th>
            <th scope="col">Answer</th>
            <th scope="col">Why</th>
            <th scope="col" className={table.number}>
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {run.steps.map((step) => (
            <StepRow key={step.key} step={step} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ORIGINS = { SENT: 'sent', MOCKED: 'mocked', ASSUMED: 'assumed: an empty answer' } as const;

function StepRow({ step }: { readonly step: TestStep }): ReactElement {
  const workbench = useWorkbench();
  const shown = asRunStep(step);
  const open = (): void => {
    workbench.select([step.key]);
    workbench.show({ isInspectorOpen: true, inspectorPart: 'result' });
  };
  return (
    <tr>
      <td>
        <Button size="xs" variant="subtle" onClick={open}>
          {step.name}
        </Button>
      </td>
      <td>
        <StatusBadge status={step.status} />
      </td>
      <td>{step.answer === null ? '–' : [answersOf(shown), ORIGINS[step.answer]].filter(Boolean).join(', ')}</td>
      <td>{step.cause?.message ?? ''}</td>
      <td className={table.number}>{stepTime(shown, new Date())}</td>
    </tr>
  );
}
