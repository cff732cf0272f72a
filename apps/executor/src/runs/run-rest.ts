import type { NextMoves } from '@aftercall/flow-model';
import { earliestWait, todoOf } from './recovery.ts';
import { deadlineMs } from './run-deadline.ts';
import type { Closing } from './run-journal.ts';
import { endOf, externalIdsOf } from './run-progress.ts';
import type { RunFrame } from './run-scope.ts';
import type { RunState } from './run.ts';

/** A wait up to here is spent in memory; a longer one in the ledger. */
const LONGEST_WAIT_IN_MEMORY_MS = 1000;

/** A run with nothing in flight, and what its plan says. */
export interface RestingRun {
  frame: RunFrame;
  state: RunState;
  /** Something could be started. */
  hasMoves: boolean;
  end: NextMoves['end'];
  /** False = it is to leave memory. */
  mayStay: boolean;
}

/** By our clock, and by the ledger's where that gave the run out as due. */
export interface RestTimes {
  nowMs: number;
  dueByMs: number;
}

/** `stay`: it waits in memory for what comes before `horizonMs`. */
export type Rest = Closing | { how: 'stay'; horizonMs: number };

/** What becomes of a run with nothing in flight: it is over, is handed back, or waits. */
export function restOf({ frame, state, hasMoves, end, mayStay }: RestingRun, { nowMs, dueByMs }: RestTimes): Rest {
  if (end !== undefined) return { how: 'end', end: endOf(frame, state, end) };
  const canGoOn = hasMoves || [...state.nodes.values()].some((node) => todoOf(node, dueByMs).do === 'run');
  if (canGoOn) return { how: 'park', parking: { why: 'released' } };
  const wait = earliestWait(state);
  const externalIds = externalIdsOf(frame, state);
  if (wait === undefined) return { how: 'park', parking: { why: 'review', externalIds } };
  const horizonMs = nowMs + LONGEST_WAIT_IN_MEMORY_MS;
  if (mayStay && wait.untilMs <= horizonMs) return { how: 'stay', horizonMs };
  const untilMs = Math.min(wait.untilMs, deadlineMs(frame, state));
  return { how: 'park', parking: { why: 'due', lane: wait.lane, inMs: untilMs - nowMs, externalIds } };
}
