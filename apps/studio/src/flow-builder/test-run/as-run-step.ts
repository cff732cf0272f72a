import type { RunAttempt, RunStep } from '../../runs/run-shapes.ts';
import type { TestStep } from './test-run-state.ts';

/** A step of a test run as the parts that show runs know it: no executor keeps it, nobody waits or decides for it. */
export function asRunStep(step: TestStep): RunStep {
  const { attempts, variablesBefore, variablesAfter } = step;
  return {
    ...step,
    waitingUntil: null,
    variablesBefore: variablesBefore ?? {},
    variablesAfter: variablesAfter ?? {},
    attempts: attempts.map((attempt): RunAttempt => ({
      ...attempt,
      isLookup: false,
      executor: 'test run',
      wait: null,
      resolution: null,
      takeOver: null,
    })),
  };
}
