import type { PreviewedCall } from '@aftercall/wire-format';
import { MAX_PREVIEWED_CALLS } from '@aftercall/wire-format';
import { noSuchAction } from '../actions/change-action.ts';
import type { FindActions } from '../actions/find-actions.ts';
import { findStorageFinding } from '../actions/flow-limits.ts';
import type { ActionVersion, PostCallAction } from '../actions/post-call-action.ts';
import { problem, refused, type Outcome, type Problem } from '../problems/problem.ts';
import type { TrialCaller, TrialExecutor } from './trial-executor.ts';
import { problemsOf } from './trial-problems.ts';

/** A draft on past calls. */
export interface ReplayPreview {
  liveVersion: number | null;
  calls: readonly PreviewedCall[];
}

/** Says what a draft would have done to past calls, beside what is live. */
export class PreviewReplay {
  constructor(
    private readonly actions: FindActions,
    private readonly executor: TrialExecutor,
  ) {}

  /** @throws Fault EXECUTOR_UNAVAILABLE */
  async preview(
    caller: TrialCaller,
    asked: { actionId: string; last: number; flow: unknown },
  ): Promise<Outcome<ReplayPreview>> {
    const { workspace } = caller;
    const wrong = findAskingProblem(asked);
    if (wrong !== undefined) return refused(wrong);
    const [action] = await this.actions.findMany(workspace, [asked.actionId]);
    if (action === undefined) return refused(noSuchAction(['actionId']));
    const live = await this.findLive(workspace, action);
    const answer = await this.executor.preview(caller, {
      actionId: action.id,
      agentIds: [...action.agentIds],
      draft: asked.flow ?? action.draft.flow,
      live: live?.flow ?? null,
      last: asked.last,
    });
    if ('problems' in answer) return refused(...problemsOf(answer.problems));
    return { ok: true, value: { liveVersion: live?.number ?? null, calls: answer.calls } };
  }

  private async findLive(workspace: string, action: PostCallAction): Promise<ActionVersion | undefined> {
    if (action.liveVersion === null) return undefined;
    const [live] = await this.actions.findVersions(workspace, [{ actionId: action.id, number: action.liveVersion }]);
    return live;
  }
}

function findAskingProblem({ last, flow }: { last: number; flow: unknown }): Problem | undefined {
  if (last < 1 || last > MAX_PREVIEWED_CALLS) {
    return problem('INVALID', ['last'], `last must be from 1 to ${MAX_PREVIEWED_CALLS}`);
  }
  const unstorable = flow === undefined ? undefined : findStorageFinding(flow);
  return unstorable && { ...unstorable, path: ['flow'] };
}
