import type { Json, JsonObject } from '@aftercall/flow-model';
import type { CallEventData, CallEventType, RunStatus } from '@aftercall/wire-format';
import type { JournalEntry } from './journal-entry.ts';

/** UUIDv7 whose time gives the run's day, by which the ledger's tables are divided and dropped. */
export type RunId = string;

/** Who writes: one process and its lease's epoch. */
export interface Owner {
  workerId: string;
  epoch: number;
}

/** What is fixed when a run is opened. */
export interface RunIdentity {
  runId: RunId;
  workspace: string;
  actionId: string;
  actionName: string;
  version: number;
  agentId: string;
  callId: string;
  /** `joined`: of a call's end and its analysis, or of its end alone once the analysis was waited for long enough. */
  eventType: CallEventType | 'joined';
  /** Whether `data` holds the call's analysis. */
  isAnalyzed: boolean;
  /** Changed only by "replay as new". */
  replayGeneration: number;
  openedAt: Date;
}

/** Everything needed to go on with a run, read after a take-over or a wait. */
export interface StoredRun {
  identity: RunIdentity;
  /** The flow as it was stored with the run; it may be of an older format. */
  document: unknown;
  /** `undefined` when the event's body is no longer kept. */
  data: CallEventData | undefined;
  /** Constants of the workspace as they were when the run was opened. */
  constants: Record<string, string>;
  journal: JournalEntry[];
}

/** A run in the hands of one owner, as every write names it. */
export interface OwnedRun {
  runId: RunId;
  workspace: string;
  owner: Owner;
}

export interface RunEnd {
  status: Extract<RunStatus, 'SUCCEEDED' | 'FAILED' | 'CANCELLED'>;
  error: { code: string; message: string } | null;
  variables: JsonObject;
  externalIds: string[];
}

/**
 * Why a run leaves memory without having ended. `due`: it goes on by itself, in that lane, not before that much time has
 * passed on the database's clock (the clocks of two executors may differ). `review`: a person must decide. `released`: any
 * process may take it at once.
 */
export type Parking = ({ why: 'due'; lane: string; inMs: number } | { why: 'review' } | { why: 'released' }) & {
  /** What the run can be traced by so far; left out = unchanged. */
  externalIds?: readonly string[];
};

/** `lost`: another owner has written since; drop the run from memory and send nothing more for it. */
export type WriteOutcome = 'kept' | 'lost';

/** A run that was claimed, and who owned it before; null = nobody. */
export interface Claim {
  run: StoredRun;
  from: string | null;
}

/**
 * The durable record of runs. The journal's key (run, seq) is the fence: an entry at a seq that another owner wrote is
 * `lost`, one's own identical entry (a COMMIT whose answer was lost) is `kept`. Nothing counts as done before its call
 * has resolved.
 * @throws Fault POSTGRES_UNAVAILABLE when the ledger does not answer; calling again is safe.
 * @throws Fault ENTRY_REFUSED when the ledger can never store this entry; those of other runs are not held up by it.
 */
export interface RunLedger {
  /** Appends one entry of a run; entries of one run are given one after the other, in order of `seq`. */
  append(run: OwnedRun, entry: JournalEntry): Promise<WriteOutcome>;
  /** Appends the last entry and ends the run, together. Only the present owner can. */
  end(run: OwnedRun, entry: JournalEntry, end: RunEnd): Promise<WriteOutcome>;
  /** Appends `entry` when there is one, and lets the run go, together. Only the present owner can. */
  park(run: OwnedRun, entry: JournalEntry | undefined, parking: Parking): Promise<WriteOutcome>;
  /**
   * Claims up to `limit` runs that nobody drives: their owner's lease is over, they were released, or they are `owner`'s
   * own but not among those that it `holds` (the answer to the claim was lost). Nothing is claimed under a lease that is
   * over. The caller appends a `taken` fact before it sends anything.
   */
  takeOver(owner: Owner, limit: number, holds: readonly RunId[]): Promise<Claim[]>;
  /**
   * Claims up to `limit` due runs whose lane is not in `fullLanes`; the due rows are gone with the claim. Taken in turns, the
   * earliest first in each: while both wait, four that have not begun (lane `start`) to one that has, and lane by lane.
   */
  claimDue(owner: Owner, limit: number, fullLanes: readonly string[]): Promise<Claim[]>;
  /** Until the next run in a lane that is not full is due, by the database's clock, at least 0; undefined = there is none. */
  findNextDueInMs(fullLanes: readonly string[]): Promise<number | undefined>;
  /** Reads an answer's body that was too large for the journal; undefined when it is no longer kept. */
  findBody(runId: RunId, bodyId: string): Promise<Json | undefined>;
}
