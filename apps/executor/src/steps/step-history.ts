import type { AttemptStatus, Cause } from '@aftercall/wire-format';

/** What the journal knows of one node, in the numbers that decide what comes next. */
export interface StepHistory {
  /** Highest number given to an attempt so far; 0 = none. */
  lastNumber: number;
  /** Attempts that used up a place of the retry schedule. */
  countedCount: number;
  /** Attempts that our own end cut off: a crash, a stop. */
  interruptedCount: number;
  /** A request may have been carried out, and nothing since has said whether it was. */
  isInDoubt: boolean;
  /** Number of the attempt that is or was last in doubt; undefined = none ever was. */
  doubtNumber: number | undefined;
  /** A person wants it sent once more, whatever the schedule says. */
  isOrdered: boolean;
  /** Look-ups of the present doubt that failed. */
  failedLookupCount: number;
  /** Why the node waited last, when nothing was sent since; such a cause is not recorded over and over. */
  waitingFor: string | undefined;
}

/** An attempt as the journal keeps it; `isLookup` absent = false. */
export interface PastAttempt {
  number: number;
  status: AttemptStatus;
  isCounted: boolean;
  cause: Cause | null;
  isLookup?: boolean;
}

/** A node that has not begun. */
export const noHistory: StepHistory = {
  lastNumber: 0,
  countedCount: 0,
  interruptedCount: 0,
  isInDoubt: false,
  doubtNumber: undefined,
  isOrdered: false,
  failedLookupCount: 0,
  waitingFor: undefined,
};

/**
 * Folds a node's attempts, in order. An intent without an attempt must be among them, as IN_DOUBT and not counted: our own
 * end is no failure of the target, so it costs the author's schedule nothing.
 */
export function foldAttempts(attempts: readonly PastAttempt[]): StepHistory {
  return attempts.reduce(withAttempt, noHistory);
}

/** The history after one more attempt. */
export function withAttempt(history: StepHistory, attempt: PastAttempt): StepHistory {
  const next = {
    ...history,
    lastNumber: Math.max(history.lastNumber, attempt.number),
    waitingFor: attempt.status === 'NOT_SENT' && !attempt.isCounted ? attempt.cause?.code : undefined,
  };
  if (attempt.isLookup === true) return withLookup(next, attempt);
  if (attempt.isCounted) next.countedCount += 1;
  return attempt.status === 'NOT_SENT'
    ? { ...next, isOrdered: next.isOrdered && !attempt.isCounted }
    : withRequest(next, attempt);
}

function withRequest(history: StepHistory, attempt: PastAttempt): StepHistory {
  const isInDoubt = attempt.status === 'IN_DOUBT';
  const interruptedCount = history.interruptedCount + (isInDoubt && !attempt.isCounted ? 1 : 0);
  const doubtNumber = isInDoubt ? attempt.number : history.doubtNumber;
  return { ...history, interruptedCount, isInDoubt, doubtNumber, isOrdered: false, failedLookupCount: 0 };
}

/** The history after a person settled the doubt. */
export function withResolution(history: StepHistory, resolution: 'repeat' | 'done' | 'giveUp'): StepHistory {
  const isOrdered = resolution === 'repeat';
  return { ...history, isInDoubt: false, isOrdered, interruptedCount: 0, failedLookupCount: 0, waitingFor: undefined };
}

/** A look-up that was answered settles the doubt, whichever way: what follows is either the end or a fresh request. */
function withLookup(history: StepHistory, lookup: PastAttempt): StepHistory {
  if (lookup.status === 'SUCCEEDED') return { ...history, isInDoubt: false, failedLookupCount: 0 };
  return lookup.isCounted ? { ...history, failedLookupCount: history.failedLookupCount + 1 } : history;
}
