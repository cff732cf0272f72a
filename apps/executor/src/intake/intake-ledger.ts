import type { CallEvent, CallHistoryAction, EventDispositionName } from '@aftercall/wire-format';
import type { FlowDocument } from '@aftercall/flow-model';
import type { Owner } from '../runs/run-ledger.ts';
import type { RunOpening } from '../runs/run-opening.ts';

/** An action that waits for more of a call, with the version that it will run. */
export interface WaitingAction {
  actionId: string;
  actionName: string;
  version: number;
  document: FlowDocument;
  waitMs: number;
}

/** One judged event: what is recorded of it, and the runs that it opens if it is the first of its kind. */
export interface Admission {
  workspace: string;
  event: CallEvent;
  door: 'HTTP' | 'KAFKA';
  occurredAt: Date;
  receivedAt: Date;
  disposition: Exclude<EventDispositionName, 'DEAD_LETTER'>;
  reason: { code: string; message: string } | null;
  actions: CallHistoryAction[];
  openings: RunOpening[];
  /** Actions that hear this call once its analysis is there, or at their deadline. */
  waiting: WaitingAction[];
  /** Where it came from, by Kafka. */
  provenance: { topic: string; partition: number; offset: string } | null;
}

/** `refused`: PostgreSQL would not store this one row (bad data); the others of the batch are kept. */
export type KeepOutcome = 'new' | 'duplicate' | 'refused';

/**
 * The durable end of the intake. One call is one transaction: `call_event` rows, event bodies, runs (RUNNING under `owner`;
 * without one QUEUED and due in the lane `start`), flow versions. Unique on (workspace, call id, event type): the first
 * counts; a repetition, also inside one batch, only adds to `duplicates` and opens nothing. What is known of a call by its
 * other events completes the admission: its `openings` are those that were really opened once the call has resolved.
 * @returns one outcome per admission, in order, after the commit.
 * @throws Fault POSTGRES_UNAVAILABLE: nothing was kept, or the answer was lost; keeping the same again is safe.
 */
export interface IntakeLedger {
  keep(admissions: readonly Admission[], owner: Owner | undefined): Promise<KeepOutcome[]>;
}
