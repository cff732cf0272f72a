import type { ApiRequestPlan, MappedAnswer } from '@aftercall/flow-model';
import type { Cause } from '@aftercall/wire-format';
import type { StepDone } from './step.ts';

/** The step as its mapping leaves it. Rows that could be read count even when others could not. */
export function mapped(step: ApiRequestPlan, answer: MappedAnswer): StepDone {
  const { variables, externalIds, problems } = answer;
  const writes = Object.keys(variables).length === 0 ? null : variables;
  if (problems.length === 0) {
    return { kind: 'done', status: 'SUCCEEDED', port: 'success', writes, externalIds, cause: null };
  }
  const message = problems.map((problem) => problem.message).join(' ');
  return { ...failed(step, { code: 'MAPPING_FAILED', message }), writes, externalIds };
}

/** The step failed: on by the failure exit where that is wired. */
export function failed(step: ApiRequestPlan, cause: Cause): StepDone {
  const port = step.hasFailureExit ? 'failure' : null;
  return { kind: 'done', status: 'FAILED', port, writes: null, externalIds: [], cause };
}
