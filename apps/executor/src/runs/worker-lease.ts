import type { Owner } from './run-ledger.ts';

/**
 * This process's right to own runs: one row, renewed every few seconds, judged by the database's clock.
 * A process may send only while {@link WorkerLease.maySend} is true: its deadline counts by the monotonic clock from
 * before the last renewal was asked for, minus a margin, so that it ends before the database lets others take over.
 */
export interface WorkerLease {
  /** Registers this process with a first lease. @throws Fault POSTGRES_UNAVAILABLE */
  start(): Promise<void>;
  readonly owner: Owner;
  maySend(): boolean;
  /** Called when the lease was found expired: everything in memory must be dropped; a new epoch begins. */
  onLost(listener: () => void): void;
  /** Gives the lease up, so that others take over at once. */
  stop(): Promise<void>;
}
