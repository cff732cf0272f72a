import type { TestRun, TestStep } from '@aftercall/wire-format';
import { trialAttemptView } from './send-view.ts';
import { stepKinds } from './step-kinds.ts';

/** A test run as GraphQL shows it. */
export function testRunView(run: TestRun) {
  return { ...run, startedAt: new Date(run.startedAt), steps: run.steps.map(stepView) };
}

function stepView(step: TestStep) {
  return {
    ...step,
    kind: stepKinds[step.kind],
    startedAt: instantOf(step.startedAt),
    endedAt: instantOf(step.endedAt),
    attempts: step.attempts.map(trialAttemptView),
  };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
