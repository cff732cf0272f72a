import type { Owner } from './run-ledger.ts';

/**
 * The leases of all executors, judged by one clock, the database's.
 * @throws Fault POSTGRES_UNAVAILABLE from every call; calling again is safe.
 */
export interface LeaseTable {
  /** Gives this process a lease for `leaseMs` from now under an epoch that it never had before. */
  begin(workerId: string, leaseMs: number): Promise<Owner>;
  /** Prolongs a lease to `leaseMs` from now. False = it is over, or another epoch has begun: nothing was changed. */
  renew(owner: Owner, leaseMs: number): Promise<boolean>;
  /** Ends the lease of this epoch now; a later epoch is left alone. */
  giveUp(owner: Owner): Promise<void>;
}
