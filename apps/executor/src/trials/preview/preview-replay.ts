import { setImmediate } from 'node:timers/promises';
import type { Plan } from '@aftercall/flow-model';
import type { PreviewedCall, ReplayPreviewAnswer, ReplayPreviewQuestion, TrialProblem } from '@aftercall/wire-format';
import { readFlow } from '../flow-part.ts';
import { imagineVersion } from './imagine-version.ts';
import type { PastCall } from '../past-calls.ts';
import { previewCall } from './preview-call.ts';
import type { TrialParts } from '../trial-parts.ts';

/** *Preview on past calls*: a draft beside the live version over calls that the ledger remembers. Nothing is sent. */
export class PreviewReplay {
  readonly #parts: TrialParts;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  /** @throws Fault POSTGRES_UNAVAILABLE */
  async preview(workspace: string, question: ReplayPreviewQuestion, signal: AbortSignal): Promise<ReplayPreviewAnswer> {
    const draft = readFlow(question.draft);
    if (!draft.ok) return { problems: draft.problems.map(atFlow) };
    const live = question.live === null ? undefined : readFlow(question.live);
    // What cannot be compiled any more does not run either.
    const livePlan = live?.ok === true ? live.plan : undefined;
    const events = new Set([draft.start.event, ...(live?.ok === true ? [live.start.event] : [])]);
    const { agentIds, last, actionId } = question;
    const calls = await this.#parts.past.lastCalls(workspace, { agentIds, eventTypes: [...events], last });
    const previews: PreviewedCall[] = [];
    for (const call of calls) {
      if (signal.aborted) break;
      previews.push(await this.#previewOne(call, { workspace, actionId, draft: draft.plan, live: livePlan }));
      // Runs of calls that are happening now come first.
      await setImmediate();
    }
    return { calls: previews };
  }

  async #previewOne(
    event: PastCall,
    { workspace, actionId, draft, live }: { workspace: string; actionId: string; draft: Plan; live: Plan | undefined },
  ): Promise<PreviewedCall> {
    const { past, constantsOf, delivery } = this.#parts;
    const run = await past.findRunOf(workspace, { actionId, callId: event.callId });
    // A run knows more of its call than the event that is listed: what was joined to it, its analysis say.
    const isOfRun = run?.call.eventType === event.eventType;
    const call = isOfRun ? { ...run.call, receivedAt: event.receivedAt } : event;
    const surroundings = {
      call,
      recorded: run?.steps ?? new Map(),
      env: constantsOf(workspace),
      userAgent: delivery.userAgent,
    };
    return previewCall(call, imagineVersion(live, surroundings), imagineVersion(draft, surroundings));
  }
}

/** The draft is the argument `flow` of a query, not a member of an input. */
function atFlow(problem: TrialProblem): TrialProblem {
  return { ...problem, path: ['flow'] };
}
