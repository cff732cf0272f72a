import type { TestRequestResult } from '@aftercall/wire-format';
import { findStorageFinding } from '../actions/flow-limits.ts';
import type { FindActions } from '../actions/find-actions.ts';
import { noSuchAction } from '../actions/change-action.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import { findUnreadableTrial } from './check-trial-input.ts';
import type { GivenAnswers } from './given-answers.ts';
import { sampleOf, type AnswerInput, type SampleInput } from './trial-input.ts';
import type { TrialCaller, TrialExecutor } from './trial-executor.ts';
import { problemsOf } from './trial-problems.ts';

/** One request to try. */
export interface SendInput {
  flow: unknown;
  nodeKey: string;
  part?: 'REQUEST' | 'LOOKUP' | null;
  actionId?: string | null;
  agentId?: string | null;
  sample?: SampleInput | null;
  answers?: readonly AnswerInput[] | null;
}

/** Sends one request of a draft, by an executor. */
export class SendTestRequest {
  constructor(
    private readonly actions: FindActions,
    private readonly executor: TrialExecutor,
    private readonly answers: GivenAnswers,
  ) {}

  /** @throws Fault EXECUTOR_UNAVAILABLE */
  async send(caller: TrialCaller, input: SendInput): Promise<Outcome<TestRequestResult>> {
    const unreadable = findUnreadableTrial(input);
    if (unreadable.length > 0) return refused(...unreadable);
    const unstorable = findStorageFinding(input.flow);
    if (unstorable !== undefined) return refused({ ...unstorable, path: ['input', 'flow'] });
    const actionId = input.actionId ?? null;
    if (actionId !== null && (await this.actions.findMany(caller.workspace, [actionId])).length === 0) {
      return refused(noSuchAction(['input', 'actionId']));
    }
    const answer = await this.executor.send(caller, {
      actionId,
      agentId: input.agentId ?? null,
      flow: input.flow,
      nodeKey: input.nodeKey,
      part: input.part === 'LOOKUP' ? 'lookup' : 'request',
      sample: sampleOf(input.sample),
      answers: await this.answers.of(caller.workspace, input.answers, {
        actionId,
        // What a run was answered says more about it than what was pinned once.
        pinsCount: input.sample?.runId == null,
      }),
    });
    return 'result' in answer ? { ok: true, value: answer.result } : refused(...problemsOf(answer.problems));
  }
}
