import type { Finding } from '@aftercall/flow-model';

/** Codes of problems that a caller can mend. `docs/reference/errors.md` says what each means and what to do. */
export const problemCodes = [
  'NOT_FOUND',
  'STALE_REVISION',
  'NAME_TAKEN',
  'INVALID',
  'FORBIDDEN',
  'ARCHIVED',
  'WRONG_STATE',
  'RATE_LIMITED',
  'NOT_PUBLISHED',
  'IN_USE',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Something that a caller can mend. `path` leads to the argument, from the mutation's arguments on. */
export interface PlainProblem {
  code: ProblemCode;
  message: string;
  path: readonly string[];
}

/** A finding about a flow; `path` leads to the argument that holds the flow. */
export interface FlowProblem extends Finding {
  path: readonly string[];
}

/** What a thing is still used by. */
export interface InUseProblem extends PlainProblem {
  code: 'IN_USE';
  /** Ids of the actions that use it. */
  usedBy: readonly string[];
}

export type Problem = PlainProblem | FlowProblem | InUseProblem;

/**
 * How a change ended. `revision` is the feed's revision that carries it, when executors must know of it; `current` is
 * what stands instead of what the caller wanted, when that helps to mend the problem.
 */
export type Outcome<T> =
  { ok: true; value: T; revision?: number } | { ok: false; problems: readonly Problem[]; current?: T };

export function refused(...problems: readonly Problem[]): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems };
}

export function problem(code: ProblemCode, path: readonly string[], message: string): PlainProblem {
  return { code, path, message };
}
