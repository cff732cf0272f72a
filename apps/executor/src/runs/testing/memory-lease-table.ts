import type { Clock } from '@aftercall/service-runtime';
import { fault } from '../../faults.ts';
import type { LeaseTable } from '../lease-table.ts';
import type { Owner } from '../run-ledger.ts';

/** Leases on the test's clock; it can be away. */
export class MemoryLeaseTable implements LeaseTable {
  isAway = false;
  readonly #leases = new Map<string, { epoch: number; expiresAtMs: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isLive = ({ workerId, epoch }: Owner): boolean => {
    const lease = this.#leases.get(workerId);
    return lease !== undefined && lease.epoch === epoch && lease.expiresAtMs > this.#nowMs();
  };

  begin(workerId: string, leaseMs: number): Promise<Owner> {
    return this.#answer(() => {
      const epoch = (this.#leases.get(workerId)?.epoch ?? 0) + 1;
      this.#leases.set(workerId, { epoch, expiresAtMs: this.#nowMs() + leaseMs });
      return { workerId, epoch };
    });
  }

  renew(owner: Owner, leaseMs: number): Promise<boolean> {
    return this.#answer(() => {
      if (!this.isLive(owner)) return false;
      this.#leases.set(owner.workerId, { epoch: owner.epoch, expiresAtMs: this.#nowMs() + leaseMs });
      return true;
    });
  }

  giveUp(owner: Owner): Promise<void> {
    return this.#answer(() => {
      if (this.isLive(owner)) this.#leases.set(owner.workerId, { epoch: owner.epoch, expiresAtMs: this.#nowMs() });
    });
  }

  async #answer<Answer>(answer: () => Answer): Promise<Answer> {
    await Promise.resolve();
    if (this.isAway) throw fault('POSTGRES_UNAVAILABLE');
    return answer();
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
