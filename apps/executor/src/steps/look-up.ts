import type { ApiRequestPlan, LookupPlan } from '@aftercall/flow-model';
import type { Cause } from '@aftercall/wire-format';
import type { AttemptOutcome } from '../delivery/delivery.ts';
import { nextMove } from '../delivery/next-move.ts';
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
  const answer = readAnswer(outcome);
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

type Answer = Extract<AttemptOutcome, { kind: 'answered' }>['answer'];

const unreadable: Cause = { code: 'LOOKUP_UNREADABLE', message: 'the answer of the look-up cannot be read' };

/**
 * The answer, when it says something about the request: a 2xx that can be read, or "there is no such thing" (404, 410). Any
 * other, a 401 say, is about the look-up itself, and reading it as "not found" would send the request a second time.
 */
function readAnswer(outcome: AttemptOutcome): Answer | undefined {
  if (outcome.kind !== 'answered') return undefined;
  const { status, bodyProblem } = outcome.answer;
  if (status === 404 || status === 410) return outcome.answer;
  return status >= 200 && status < 300 && bodyProblem === undefined ? outcome.answer : undefined;
}

interface Question {
  lookup: LookupPlan;
  log: RequestLog;
  answer: Answer;
}

function judge(step: ApiRequestPlan, { lookup, log, answer }: Question): LookupVerdict {
  if (!lookup.found(log.context.scope, answer)) return undefined;
  return mapped(step, lookup.map(answer));
}

function review(cause: Cause): StepVerdict {
  const message = `a request may have been carried out, and the look-up could not tell: ${cause.message}`;
  return { kind: 'review', cause: { code: cause.code, message } };
}
