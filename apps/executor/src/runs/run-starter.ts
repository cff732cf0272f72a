import type { Owner } from './run-ledger.ts';
import type { RunOpening } from './run-opening.ts';

/**
 * Where the intake hands over runs that it has just made durable under this process's ownership.
 * Never throws and never waits: the runs belong to the ledger from here on.
 */
export interface RunStarter {
  /**
   * Who is to own the runs that are opened now. Undefined past the bound of runs in memory, while draining, or without a
   * lease: the intake then parks new runs.
   */
  ownerOfNew(): Owner | undefined;
  /**
   * `owner`: under whom they were opened. Should its lease be over meanwhile, whoever takes over goes on with them.
   * Undefined: they are parked, and begun by whoever takes them from the ledger.
   */
  begin(openings: readonly RunOpening[], owner: Owner | undefined): void;
}
