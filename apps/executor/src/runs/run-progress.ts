import type { Plan, Progress, StepProgress } from '@aftercall/flow-model';
import type { StepFact } from './journal-entry.ts';
import type { RunEnd } from './run-ledger.ts';
import { variablesOf, type RunFrame } from './run-scope.ts';
import type { RunState } from './run.ts';

/** The run as the plan reads it: nodes that are over, and those under way (in flight, waiting, in review). */
export function progressOf(state: RunState, inFlight: Iterable<string>): Progress {
  const progress = new Map<string, StepProgress>();
  for (const key of inFlight) progress.set(key, RUNNING);
  for (const [key, { phase }] of state.nodes) {
    progress.set(key, phase.at === 'over' ? progressOfStep(phase.step) : RUNNING);
  }
  return progress;
}

const RUNNING: StepProgress = { state: 'running' };
const FAILED: StepProgress = { state: 'failed' };
const SKIPPED: StepProgress = { state: 'skipped' };

function progressOfStep(step: StepFact): StepProgress {
  switch (step.status) {
    case 'SUCCEEDED':
      return { state: 'succeeded', port: step.port ?? '' };
    case 'FAILED':
      return FAILED;
    case 'SKIPPED':
      return SKIPPED;
    default:
      return step.status satisfies never;
  }
}

/** How a run that the plan calls over has ended: what its steps made, and why it failed if it did. */
export function endOf(frame: RunFrame, state: RunState, status: 'SUCCEEDED' | 'FAILED'): RunEnd {
  return {
    status,
    error: status === 'FAILED' ? firstFailure(frame.plan, state) : null,
    variables: variablesOf(frame, state),
    externalIds: externalIdsOf(frame, state),
  };
}

/** What the run can be traced by, as its steps' mappings marked it. */
export function externalIdsOf({ plan }: RunFrame, state: RunState): string[] {
  const steps = plan.steps.flatMap(({ key }) => stepsOver(state, key));
  return [...new Set(steps.flatMap((step) => step.externalIds.map(({ value }) => value)))];
}

/** The first failed step in plan order whose failure no exit took. */
function firstFailure(plan: Plan, state: RunState): RunEnd['error'] {
  for (const { key } of plan.steps) {
    const [step] = stepsOver(state, key);
    if (step?.status !== 'FAILED' || step.port !== null) continue;
    return { code: step.cause?.code ?? 'STEP_FAILED', message: `${key}: ${step.cause?.message ?? 'the step failed'}` };
  }
  return { code: 'STEP_FAILED', message: 'a step failed' };
}

function stepsOver(state: RunState, key: string): StepFact[] {
  const phase = state.nodes.get(key)?.phase;
  return phase?.at === 'over' ? [phase.step] : [];
}
