import type { CallEvent, CallHistoryAction, EventDispositionName } from '@aftercall/wire-format';
import type { Owner } from '../runs/run-ledger.ts';
import type { RunOpening } from '../runs/run-opening.ts';

/** One judged event: what is recorded of it, and the runs that it opens if it is the first of its kind. */
export interface Admission {
  workspace: string;
  event: CallEvent;
  door: 'HTTP' | 'KAFKA';
  occurredAt: Date;
  disposition: Extract<EventDispositionName, 'MATCHED' | 'DROPPED'>;
  reason: { code: string; message: string } | null;
  actions: CallHistoryAction[];
  openings: RunOpening[];
  /** Where it came from, by Kafka. */
  provenance: { topic: string; partition: number; offset: string } | null;
}

/** `refused`: PostgreSQL would not store this one row (bad data); the others of the batch are kept. */
export type KeepOutcome = 'new' | 'duplicate' | 'refused';

/**
 * The durable end of the intake. One call is one transaction: `call_event` rows, event bodies, runs (RUNNING under `owner`;
 * without one QUEUED and due in the lane `start`), flow versions. Unique on (workspace, call id, event type): the first
 * counts; a repetition, also inside one batch, only adds to `duplicates` and opens nothing.
 * @returns one outcome per admission, in order, after the commit.
 * @throws Fault POSTGRES_UNAVAILABLE: nothing was kept, or the answer was lost; keeping the same again is safe.
 */
export interface IntakeLedger {
  keep(admissions: readonly Admission[], owner: Owner | undefined): Promise<KeepOutcome[]>;
}
