import type { Owner } from '../runs/run-ledger.ts';
import type { RunOpening } from '../runs/run-opening.ts';

/**
 * Calls of which more is awaited.
 * @throws Fault POSTGRES_UNAVAILABLE from every call; calling again is safe.
 */
export interface WaitingCalls {
  /**
   * Opens the runs of up to `limit` calls whose analysis was waited for long enough, in one transaction, each once however
   * many executors ask.
   */
  openDue(limit: number, owner: Owner | undefined): Promise<{ calls: number; openings: RunOpening[] }>;
  /**
   * Judges up to `limit` events that executors of an older release kept unread, as far as this one can, in one transaction;
   * each once however many executors ask. At most one of each call: there may be more.
   */
  judgeUnread(limit: number, owner: Owner | undefined): Promise<{ calls: number; openings: RunOpening[] }>;
  /** Analyses whose call's end was not heard of for a day are given up; returns how many. */
  giveUpAnalyses(): Promise<number>;
}
