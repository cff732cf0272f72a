import type { ApiRequestPlan, LookupPlan } from '@aftercall/flow-model';
import type { Cause } from '@aftercall/wire-format';
import { nextMove } from '../delivery/next-move.ts';
import { readLookupAnswer, type LookupAnswer } from './lookup-answer.ts';
import type { RequestLog } from './request-log.ts';
import { mapped } from './step-verdicts.ts';
import type { StepVerdict } from './step.ts';

/** What became of the question whether a request in doubt was carried out. `undefined` verdict: it was not; send it. */
export type LookupVerdict = StepVerdict | undefined;

/**
 * Asks the target whether the request in doubt was carried out. Found: the step is done, by the look-up's own mapping. Not
 * found: the request may be sent. A look-up that fails is asked again by the step's schedule, counted apart; one that
 * cannot be answered leaves a doubt that only a person can settle, because repeating is what the author did not want.
 */
export async function lookUp(step: ApiRequestPlan, log: RequestLog, random: () => number): Promise<LookupVerdict> {
  const { lookup } = step;
  if (lookup === undefined) return review({ code: 'LOOKUP_MISSING', message: 'the step has no look-up' });
  const failedCount = log.history.failedLookupCount;
  const outcome = await log.send(true);
  const answer = readLookupAnswer(outcome);
  if (answer !== undefined) return judge(step, { lookup, log, answer });
  const move = nextMove(outcome, failedCount + 1, { scheduleMs: step.retryScheduleMs, inDoubt: 'repeat' }, random);
  switch (move.move) {
    case 'wait':
      return { kind: 'wait', waitMs: move.waitMs, lane: log.lane, cause: move.cause };
    case 'stop':
      return { kind: 'stopped', cause: move.cause };
    case 'give-up':
    case 'review':
      return review(move.cause);
    case 'done':
    case 'look-up':
      return review(unreadable);
    default:
      return move satisfies never;
  }
}

const unreadable: Cause = { code: 'LOOKUP_UNREADABLE', message: 'the answer of the look-up cannot be read' };

interface Question {
  lookup: LookupPlan;
  log: RequestLog;
  answer: LookupAnswer;
}

function judge(step: ApiRequestPlan, { lookup, log, answer }: Question): LookupVerdict {
  if (!lookup.found(log.context.scope, answer)) return undefined;
  return mapped(step, lookup.map(answer));
}

function review(cause: Cause): StepVerdict {
  const message = `a request may have been carried out, and the look-up could not tell: ${cause.message}`;
  return { kind: 'review', cause: { code: cause.code, message } };
}
