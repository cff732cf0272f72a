import type { Json, JsonObject } from '@aftercall/flow-model';
import type { AttemptRequest, AttemptResponse, AttemptStatus, Cause } from '@aftercall/wire-format';

/**
 * The facts a run can have. One journal row holds one or several of them (a result and the next intent become durable
 * together). Facts are only appended; what a run is, is these facts folded in order (run.ts). The views `step_history` and
 * `attempt_history` read the same JSON, so a member is never renamed.
 *
 * - `taken`: another process owned this run before, or none did; written before the new owner sends anything.
 * - `intent`: a request is about to be sent. Without a later `attempt` of the same node and number it is in doubt.
 * - `attempt`: a request ended, one way or another.
 * - `waiting`: nothing can be done for this node before `until`.
 * - `review`: a person must decide.
 * - `step`: the node is over; only a person's `remapped` begins it anew.
 * - `resolved`, `remapped`, `cancelled`: a person decided something, with the facts that follow from it in the same row.
 */
export type Fact = TakenFact | NodeFact | CancelledFact;

/** What is said about one node. */
export type NodeFact = IntentFact | AttemptFact | WaitingFact | ReviewFact | StepFact | ResolvedFact | RemappedFact;

/** Who decided, and when; the command's id tells that it was carried out. */
interface Ordered {
  commandId: string;
  by: string;
  /** RFC 3339, UTC. */
  at: string;
  /** In the person's words. */
  reason?: string;
}

/** Nothing more is sent for the run; it ends as CANCELLED. */
export interface CancelledFact extends Ordered {
  kind: 'cancelled';
}

/** What became of a request in doubt: sent again, done with `response`, or given up. */
export interface ResolvedFact extends Ordered {
  kind: 'resolved';
  node: string;
  /** The attempt that was in doubt. */
  number: number;
  resolution: 'repeat' | 'done' | 'giveUp';
  response: AttemptResponse | null;
}

/** The stored answer is mapped again. */
export interface RemappedFact extends Ordered {
  kind: 'remapped';
  node: string;
  /** The rows that were given; null = those of the version. */
  mapping: Json | null;
  /** Nodes that had been left out for this one's failure: what becomes of them is open again. */
  reopens: string[];
}

export interface TakenFact {
  kind: 'taken';
  /** Worker that owned the run before; null when it had been released or parked. */
  from: string | null;
}

export interface IntentFact {
  kind: 'intent';
  node: string;
  /** From 1, per node; the attempt that closes it has the same. */
  number: number;
  /** A question whether an earlier request was carried out, which itself changes nothing. Absent = false. */
  isLookup?: boolean;
  /** RFC 3339, UTC. */
  startedAt: string;
}

export interface AttemptFact {
  kind: 'attempt';
  node: string;
  /** From 1, per node. */
  number: number;
  /** Absent = false. */
  isLookup?: boolean;
  status: AttemptStatus;
  /** False when it used up nothing of the retry schedule: the vault was away, the circuit was open. */
  isCounted: boolean;
  cause: Cause | null;
  /** RFC 3339, UTC. */
  startedAt: string;
  durationMs: number;
  request: AttemptRequest | null;
  response: AttemptResponse | null;
}

export interface WaitingFact {
  kind: 'waiting';
  node: string;
  /** RFC 3339, UTC. */
  until: string;
  /** The lane in which the node queues again when its time has come. */
  lane: string;
  cause: Cause;
}

export interface ReviewFact {
  kind: 'review';
  node: string;
  cause: Cause;
}

export interface StepFact {
  kind: 'step';
  node: string;
  status: 'SUCCEEDED' | 'FAILED' | 'SKIPPED';
  /** The exit that was taken; null when none was. */
  port: string | null;
  /** Variables that this step made. */
  writes: JsonObject | null;
  externalIds: { name: string; value: string }[];
  cause: Cause | null;
}

/** One durable row: (run, seq) is unique, which is what keeps two owners apart. */
export interface JournalEntry {
  /** From 1, without gaps. */
  seq: number;
  facts: Fact[];
  /** Of a stored entry: the format in which it was written; left out = {@link JOURNAL_FORMAT}. */
  format?: number;
}

/** The format that this release writes. A release that changes what facts mean writes a higher one. */
export const JOURNAL_FORMAT = 1;

const KINDS: Readonly<Record<Fact['kind'], true>> = {
  ...{ taken: true, intent: true, attempt: true, waiting: true, review: true, step: true },
  ...{ cancelled: true, resolved: true, remapped: true },
};

/** Whether this release knows what an entry says; what it does not know, a newer one has written. */
export function isKnown({ format = JOURNAL_FORMAT, facts }: JournalEntry): boolean {
  return format <= JOURNAL_FORMAT && facts.every(({ kind }) => Object.hasOwn(KINDS, kind));
}
