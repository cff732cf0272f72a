import type { Owner } from './run-ledger.ts';

/**
 * This process's right to own runs: one row, renewed every few seconds, judged by the database's clock.
 * A process may send only while {@link WorkerLease.maySend} is true: its deadline counts by the monotonic clock from
 * before the last renewal was asked for, minus a margin, so that it ends before the database lets others take over.
 */
export interface WorkerLease {
  /** Registers this process with a first lease and keeps renewing it. @throws Fault POSTGRES_UNAVAILABLE */
  start(): Promise<void>;
  /** The present epoch; another one after the lease was lost. */
  readonly owner: Owner;
  maySend(): boolean;
  /**
   * Called when the lease was found expired, with a new epoch already begun: what runs under the old one must be dropped,
   * because others may have taken it over. Nothing may be sent before all listeners have returned.
   */
  onLost(listener: () => void): void;
  /** Gives the lease up, so that others take over at once. Never throws: a lease that cannot be given up expires. */
  stop(): Promise<void>;
}
