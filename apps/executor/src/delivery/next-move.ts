import { jitteredDelayMs } from '@aftercall/service-runtime';
import type { Cause } from '@aftercall/wire-format';
import type { AttemptOutcome } from './delivery.ts';

/** What the author decided about a request that did not succeed. */
export interface RetryPolicy {
  /** The wait after the 1st, 2nd, … counted attempt; one more attempt than it has entries. */
  scheduleMs: readonly number[];
  inDoubt: 'repeat' | 'lookup' | 'review';
}

/**
 * - `wait`: again in `waitMs`; what is in doubt is then repeated, or looked up first.
 * - `look-up`: no attempt is left, but the target can still say whether the last one was carried out.
 * - `stop`: our own end, or another owner's run: nothing more from this process.
 */
export type NextMove =
  | { move: 'done' }
  | { move: 'wait'; waitMs: number; cause: Cause }
  | { move: 'look-up' }
  | { move: 'review'; cause: Cause }
  | { move: 'give-up'; cause: Cause }
  | { move: 'stop'; cause: Cause };

/** Whether a request ended by us, not by the target: the process stops, or the run is another's. */
export function isOurs(cause: Cause): boolean {
  return cause.code === 'INTERRUPTED' || cause.code === 'NOT_OURS';
}

/** A target that asks for a longer rest is not waited for: a run would hang for weeks by one wrong header. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** What is not counted and says no time of its own is tried again after this. */
const UNCOUNTED_WAIT_MS = 1_000;

/**
 * The whole retry policy.
 *
 * @param countedCount - counted attempts, this one included
 * @param random - gives a number from 0 to 1
 */
export function nextMove(
  outcome: AttemptOutcome,
  countedCount: number,
  policy: RetryPolicy,
  random: () => number,
): NextMove {
  switch (outcome.kind) {
    case 'answered':
      return afterAnswer(outcome, countedCount, policy, random);
    case 'impossible':
      return { move: 'give-up', cause: outcome.cause };
    case 'not-sent':
      return afterNotSent(outcome, countedCount, policy, random);
    case 'in-doubt':
      return afterDoubt(outcome.cause, countedCount, policy, random);
    default:
      return outcome satisfies never;
  }
}

type Answered = Extract<AttemptOutcome, { kind: 'answered' }>;
type NotSent = Extract<AttemptOutcome, { kind: 'not-sent' }>;

function afterAnswer(outcome: Answered, countedCount: number, policy: RetryPolicy, random: () => number): NextMove {
  if (outcome.isSuccess) return { move: 'done' };
  const cause = causeOfStatus(outcome.answer.status);
  if (!outcome.isRetryable) return { move: 'give-up', cause };
  const restMs = outcome.retryAfterMs ?? 0;
  if (restMs > MAX_RETRY_AFTER_MS) {
    const message = `${cause.message} and asks for a rest of ${Math.round(restMs / 3_600_000)} h, longer than we wait`;
    return { move: 'give-up', cause: { code: 'RETRY_AFTER_TOO_LONG', message } };
  }
  return bySchedule(cause, { countedCount, policy, random, restMs });
}

function afterNotSent(outcome: NotSent, countedCount: number, policy: RetryPolicy, random: () => number): NextMove {
  if (isOurs(outcome.cause)) return { move: 'stop', cause: outcome.cause };
  if (outcome.isCounted) return bySchedule(outcome.cause, { countedCount, policy, random, restMs: 0 });
  const waitMs = jitteredDelayMs(outcome.retryAfterMs ?? UNCOUNTED_WAIT_MS, random);
  return { move: 'wait', waitMs, cause: outcome.cause };
}

function afterDoubt(cause: Cause, countedCount: number, policy: RetryPolicy, random: () => number): NextMove {
  if (isOurs(cause)) return { move: 'stop', cause };
  if (policy.inDoubt === 'review') return { move: 'review', cause };
  const move = bySchedule(cause, { countedCount, policy, random, restMs: 0 });
  return move.move === 'give-up' && policy.inDoubt === 'lookup' ? { move: 'look-up' } : move;
}

interface Attempted {
  countedCount: number;
  policy: RetryPolicy;
  random: () => number;
  restMs: number;
}

/** Jitter comes on top of whichever is longer, the schedule or the target's wish, so neither is ever cut short. */
function bySchedule(cause: Cause, { countedCount, policy, random, restMs }: Attempted): NextMove {
  const scheduledMs = policy.scheduleMs[countedCount - 1];
  if (scheduledMs === undefined) return { move: 'give-up', cause: exhausted(cause, countedCount) };
  return { move: 'wait', waitMs: jitteredDelayMs(Math.max(scheduledMs, restMs), random), cause };
}

function exhausted(cause: Cause, countedCount: number): Cause {
  if (countedCount < 2) return cause;
  return { code: cause.code, message: `${cause.message}; gave up after ${countedCount} attempts` };
}

/** Why an answer with that status was no success. */
export function causeOfStatus(status: number): Cause {
  return { code: 'STATUS_NOT_SUCCESS', message: `the target answered ${status}` };
}
