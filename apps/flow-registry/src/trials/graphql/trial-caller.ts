import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { TrialCaller } from '../trial-executor.ts';

/** Who tries something: when the caller's connection closes, so does ours to the executor. */
export function trialCallerOf({ caller, hungUp }: RequestContext): TrialCaller {
  return { workspace: caller.workspace, hungUp: hungUp() };
}
