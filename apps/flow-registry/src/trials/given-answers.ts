import type { TrialAnswer } from '@aftercall/wire-format';
import type { KeptSample, SampleStore } from '../samples/sample-store.ts';
import { answersOf, type AnswerInput } from './trial-input.ts';

/** What targets are taken to answer in a trial. */
export class GivenAnswers {
  constructor(private readonly samples: Pick<SampleStore, 'ofActions'>) {}

  /** What was typed; for the other nodes what is pinned to them, where pins count. */
  async of(
    workspace: string,
    typed: readonly AnswerInput[] | null | undefined,
    { actionId, pinsCount }: { actionId: string | null; pinsCount: boolean },
  ): Promise<TrialAnswer[]> {
    const answers = answersOf(typed);
    if (actionId === null || !pinsCount) return answers;
    const nodes = new Set(answers.map(({ nodeKey }) => nodeKey));
    const pinned = await this.samples.ofActions(workspace, [actionId]);
    return [...answers, ...pinned.filter(({ nodeKey }) => !nodes.has(nodeKey)).map(pinnedAnswer)];
  }
}

function pinnedAnswer({ nodeKey, sample: { status, headers, body } }: KeptSample): TrialAnswer {
  return { nodeKey, status, headers: Object.entries(headers), ...(body === undefined ? {} : { body }) };
}
