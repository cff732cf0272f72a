import type { RunOpening } from './run-opening.ts';

/**
 * Where the intake hands over runs that it has just made durable under this process's ownership.
 * Never throws and never waits: the runs belong to the ledger from here on.
 */
export interface RunStarter {
  /** False past the bound of runs in memory, while draining, or without a lease: the intake then parks new runs. */
  hasRoom(): boolean;
  begin(openings: readonly RunOpening[]): void;
}
