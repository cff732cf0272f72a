import type { TestRun } from '@aftercall/wire-format';
import { noSuchAction } from '../actions/change-action.ts';
import type { FindActions } from '../actions/find-actions.ts';
import { findStorageFinding } from '../actions/flow-limits.ts';
import type { PostCallAction } from '../actions/post-call-action.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import type { AgentSamples } from './agent-samples.ts';
import { findUnreadableTrial } from './check-trial-input.ts';
import type { GivenAnswers } from './given-answers.ts';
import { sampleOf, type AnswerInput, type SampleInput } from './trial-input.ts';
import type { TrialCaller, TrialExecutor } from './trial-executor.ts';
import { problemsOf } from './trial-problems.ts';

/** A flow to run for one call. */
export interface TestRunInput {
  flow?: unknown;
  actionId?: string | null;
  version?: number | null;
  agentId?: string | null;
  sample?: SampleInput | null;
  targets?: 'MOCKED' | 'REAL' | null;
  answers?: readonly AnswerInput[] | null;
  upTo?: string | null;
}

/** Runs a draft or a version for one call without keeping anything of it, by an executor. */
export class StartTestRun {
  constructor(
    private readonly actions: FindActions,
    private readonly executor: TrialExecutor,
    private readonly answers: GivenAnswers,
    private readonly samples: AgentSamples,
  ) {}

  /** @throws Fault EXECUTOR_UNAVAILABLE */
  async start(caller: TrialCaller, input: TestRunInput): Promise<Outcome<TestRun>> {
    const unreadable = findUnreadableTrial(input);
    if (unreadable.length > 0) return refused(...unreadable);
    const found = await this.flowOf(caller.workspace, input);
    if (!found.ok) return refused(...found.problems);
    const { flow, agentIds } = found.value;
    const agentId = input.agentId ?? null;
    const answer = await this.executor.run(caller, {
      actionId: input.actionId ?? null,
      agentId,
      flow: await this.samples.declaredIn(caller.workspace, flow, { agentId, agentIds }),
      sample: sampleOf(input.sample),
      answers: await this.answers.of(caller.workspace, input.answers, {
        actionId: input.actionId ?? null,
        pinsCount: input.targets !== 'REAL',
      }),
      targets: input.targets === 'REAL' ? 'real' : 'mocked',
      upTo: input.upTo ?? null,
    });
    return 'run' in answer ? { ok: true, value: answer.run } : refused(...problemsOf(answer.problems));
  }

  private async flowOf(workspace: string, { flow, actionId, version }: TestRunInput): Promise<Outcome<FoundFlow>> {
    if (areBoth(flow, version)) {
      return refused(problem('INVALID', ['input', 'version'], 'a flow and a version are given: leave one of them out'));
    }
    const [action] = actionId == null ? [] : await this.actions.findMany(workspace, [actionId]);
    if (actionId != null && action === undefined) return refused(noSuchAction(['input', 'actionId']));
    if (flow != null) return storable({ flow, agentIds: action?.agentIds ?? [] });
    if (action === undefined) {
      return refused(problem('INVALID', ['input', 'flow'], 'there is nothing to run: give a flow or an actionId'));
    }
    const { agentIds, draft } = action;
    return version == null ? storable({ flow: draft.flow, agentIds }) : this.versionOf(workspace, action, version);
  }

  private async versionOf(workspace: string, action: PostCallAction, number: number): Promise<Outcome<FoundFlow>> {
    const [kept] = await this.actions.findVersions(workspace, [{ actionId: action.id, number }]);
    if (kept !== undefined) return { ok: true, value: { flow: kept.flow, agentIds: action.agentIds } };
    return refused(problem('NOT_FOUND', ['input', 'version'], 'the action has no such version'));
  }
}

function areBoth(flow: unknown, version: number | null | undefined): boolean {
  return flow != null && version != null;
}

/** What is run, and the agents of its action. */
interface FoundFlow {
  flow: unknown;
  agentIds: readonly string[];
}

function storable(found: FoundFlow): Outcome<FoundFlow> {
  const unstorable = findStorageFinding(found.flow);
  return unstorable === undefined ? { ok: true, value: found } : refused({ ...unstorable, path: ['input', 'flow'] });
}
