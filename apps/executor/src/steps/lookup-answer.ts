import type { AttemptOutcome } from '../delivery/delivery.ts';

export type LookupAnswer = Extract<AttemptOutcome, { kind: 'answered' }>['answer'];

/**
 * The answer of a look-up, when it says something about the request in doubt: a 2xx that can be read, or "there is no such
 * thing" (404, 410). Any other, a 401 say, is about the look-up itself; read as "not found" it would send the request twice.
 */
export function readLookupAnswer(outcome: AttemptOutcome): LookupAnswer | undefined {
  if (outcome.kind !== 'answered') return undefined;
  const { status, bodyProblem } = outcome.answer;
  if (status === 404 || status === 410) return outcome.answer;
  return status >= 200 && status < 300 && bodyProblem === undefined ? outcome.answer : undefined;
}
