import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import type { Problem } from '../../problems/problem.ts';
import { PreviewReplay } from '../preview-replay.ts';
import { previewView } from './preview-view.ts';
import { trialCallerOf } from './trial-caller.ts';

const DEFAULT_LAST = 20;

@Resolver()
export class PreviewResolver {
  constructor(private readonly previewReplayCase: PreviewReplay) {}

  @Query('previewReplay')
  async previewReplay(
    @Context() context: RequestContext,
    @Args() asked: { actionId: string; last?: number | null; flow?: unknown },
  ) {
    const { actionId, last, flow } = asked;
    const question = { actionId, last: last ?? DEFAULT_LAST, flow: flow ?? undefined };
    const outcome = await this.previewReplayCase.preview(trialCallerOf(context), question);
    if (outcome.ok) return previewView(outcome.value);
    const [first] = outcome.problems;
    const words = outcome.problems.map(wordsOf).join(' ');
    throw refusedArgument(first?.path[0] ?? 'flow', words, first?.code === 'NOT_FOUND' ? 'NOT_FOUND' : 'INVALID');
  }
}

/** A finding's code says more than that of the error; the error's own would be said twice. */
function wordsOf({ code, message }: Problem): string {
  return code === 'INVALID' || code === 'NOT_FOUND' ? message : `${code}: ${message}`;
}
