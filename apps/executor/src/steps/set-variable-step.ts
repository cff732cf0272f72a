import type { SetVariablePlan } from '@aftercall/flow-model';
import type { StepContext, StepResult } from './step.ts';

/** Values for later steps. */
export function runSetVariable(step: SetVariablePlan, { scope }: StepContext): StepResult {
  const writes = step.assign(scope);
  return { kind: 'done', status: 'SUCCEEDED', port: 'next', writes, externalIds: [], cause: null, attempts: [] };
}
