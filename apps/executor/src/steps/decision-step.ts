import type { DecisionPlan } from '@aftercall/flow-model';
import type { StepContext, StepResult } from './step.ts';

/** Which way: the key of the first branch that holds, else `otherwise`. */
export function runDecision(step: DecisionPlan, { scope }: StepContext): StepResult {
  const port = step.decide(scope);
  return { kind: 'done', status: 'SUCCEEDED', port, writes: null, externalIds: [], cause: null, attempts: [] };
}
