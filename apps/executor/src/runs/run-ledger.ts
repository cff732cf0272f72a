import type { FlowDocument, JsonObject } from '@aftercall/flow-model';
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
  eventType: CallEventType;
  /** Changed only by "replay as new". */
  replayGeneration: number;
  openedAt: Date;
}

/** Everything needed to go on with a run, read after a take-over or a wait. */
export interface StoredRun {
  identity: RunIdentity;
  document: FlowDocument;
  data: CallEventData;
  /** Constants of the workspace as they were when the run was opened. */
  constants: Record<string, string>;
  journal: JournalEntry[];
}

export interface RunEnd {
  status: Extract<RunStatus, 'SUCCEEDED' | 'FAILED' | 'CANCELLED'>;
  error: { code: string; message: string } | null;
  variables: JsonObject;
  externalIds: string[];
}

/**
 * Why a run leaves memory without having ended. `due`: it goes on by itself, in that lane, not before that time.
 * `review`: a person must decide. `released`: the process stops; any other may take it at once.
 */
export type Parking =
  | { why: 'due'; lane: string; dueAt: Date; status: 'WAITING' | 'QUEUED' }
  | { why: 'review' }
  | { why: 'released' };

/** `lost`: another owner has written since; drop the run from memory and send nothing more for it. */
export type WriteOutcome = 'kept' | 'lost';

/**
 * The durable record of runs. The journal's key (run, seq) is the fence: an entry at a seq that another owner wrote is
 * `lost`, one's own identical entry (a COMMIT whose answer was lost) is `kept`. Nothing counts as done before its call
 * has resolved.
 * @throws Fault POSTGRES_UNAVAILABLE when the ledger does not answer; calling again is safe.
 */
export interface RunLedger {
  /** Appends one entry of a run; entries of one run are given in order of `seq`. */
  append(runId: RunId, entry: JournalEntry): Promise<WriteOutcome>;
  /** Appends the last entry and ends the run, together. Only the present owner can. */
  end(runId: RunId, entry: JournalEntry, end: RunEnd): Promise<WriteOutcome>;
  /** Appends `entry` when there is one, and lets the run go. Only the present owner can. */
  park(runId: RunId, entry: JournalEntry | undefined, parking: Parking): Promise<WriteOutcome>;
  /**
   * Claims up to `limit` runs whose owner's lease is over, or that were released, and reads them: they are RUNNING and
   * this process's own. The caller appends a `taken` fact before anything else.
   */
  takeOver(limit: number): Promise<{ run: StoredRun; from: string | null }[]>;
  /** Claims up to `limit` due runs, earliest first, whose lane is not in `fullLanes`; the due rows are gone with the claim. */
  claimDue(limit: number, fullLanes: readonly string[]): Promise<{ run: StoredRun; from: null }[]>;
  /** When the next due row (of any lane) is due; undefined = none. */
  findNextDueAt(): Promise<Date | undefined>;
}
