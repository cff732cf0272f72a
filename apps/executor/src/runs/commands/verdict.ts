import type { RunCommand, RunCommandProblem, RunStatus } from '@aftercall/wire-format';
import type { Fact } from '../journal-entry.ts';
import type { RunFrame } from '../run-scope.ts';
import type { RunState } from '../run.ts';

/** A run as a command finds it. */
export interface CommandedRun {
  frame: RunFrame;
  state: RunState;
  /** How the run ended; undefined = it is open. */
  ended: Extract<RunStatus, 'SUCCEEDED' | 'FAILED' | 'CANCELLED'> | undefined;
}

/** `facts` empty = it was carried out before, or there is nothing left to do. */
export type Verdict = { ok: true; facts: Fact[] } | Refusal;

export interface Refusal {
  ok: false;
  problem: RunCommandProblem;
}

/** @param path - the member of the command that is to blame */
export function wrongState(message: string, path: string[]): Refusal {
  return { ok: false, problem: { code: 'WRONG_STATE', message, path } };
}

/** @param path - the member of the command that is to blame */
export function invalid(message: string, path: string[]): Refusal {
  return { ok: false, problem: { code: 'INVALID', message, path } };
}

/** Who, when and why, as facts have it. */
export function signature({ commandId, by, reason }: RunCommand, now: Date) {
  return { commandId, by, at: now.toISOString(), ...(reason === undefined ? {} : { reason }) };
}
