import type { TestRequestResult } from '@aftercall/wire-format';
import { findStorageFinding } from '../actions/flow-limits.ts';
import type { FindActions } from '../actions/find-actions.ts';
import { noSuchAction } from '../actions/change-action.ts';
import { refused, type Outcome, type Problem } from '../problems/problem.ts';
import type { AgentSamples } from './agent-samples.ts';
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
    private readonly samples: AgentSamples,
  ) {}

  /** @throws Fault EXECUTOR_UNAVAILABLE */
  async send(caller: TrialCaller, input: SendInput): Promise<Outcome<TestRequestResult>> {
    const unsendable = findUnsendable(input);
    if (unsendable.length > 0) return refused(...unsendable);
    const actionId = input.actionId ?? null;
    const agentIds = actionId === null ? [] : await this.agentsOf(caller.workspace, actionId);
    if (agentIds === undefined) return refused(noSuchAction(['input', 'actionId']));
    const agentId = input.agentId ?? null;
    const answer = await this.executor.send(caller, {
      actionId,
      agentId,
      flow: await this.samples.declaredIn(caller.workspace, input.flow, { agentId, agentIds }),
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

  /** `undefined`: there is no such action. */
  private async agentsOf(workspace: string, actionId: string): Promise<readonly string[] | undefined> {
    const [found] = await this.actions.findHeads(workspace, [actionId]);
    return found?.action.agentIds;
  }
}

function findUnsendable(input: SendInput): readonly Problem[] {
  const unreadable = findUnreadableTrial(input);
  const unstorable = unreadable.length > 0 ? undefined : findStorageFinding(input.flow);
  return unstorable === undefined ? unreadable : [{ ...unstorable, path: ['input', 'flow'] }];
}
