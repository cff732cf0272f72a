import type { LeaseTable } from './lease-table.ts';
import type { Owner } from './run-ledger.ts';

export interface LeaseWorld {
  table: LeaseTable;
  newWorkerId: () => string;
  /** Whether the lease is valid, by the clock that judges leases. */
  isLive: (owner: Owner) => Promise<boolean>;
  pass: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}

/** What keeps two processes from owning the same runs, whatever keeps the leases. */
export function leaseTableContract(name: string, make: () => Promise<LeaseWorld>): void {
  describe(`${name} as a lease table`, () => {
    let world: LeaseWorld;
    let table: LeaseTable;
    beforeEach(async () => {
      world = await make();
      ({ table } = world);
    });
    afterEach(() => world.close());

    it('gives a lease that lives for its time and no longer', async () => {
      const owner = await table.begin(world.newWorkerId(), 200);
      expect(await world.isLive(owner)).toBe(true);
      await world.pass(201);
      expect(await world.isLive(owner)).toBe(false);
    });

    it('prolongs a lease that lives', async () => {
      const owner = await table.begin(world.newWorkerId(), 200);
      expect(await table.renew(owner, 60_000)).toBe(true);
      await world.pass(201);
      expect(await world.isLive(owner)).toBe(true);
    });

    it('does not bring back a lease that is over', async () => {
      const owner = await table.begin(world.newWorkerId(), 50);
      await world.pass(51);
      expect(await table.renew(owner, 60_000)).toBe(false);
      expect(await world.isLive(owner)).toBe(false);
    });

    it('begins an epoch that the process never had, and renews no other one', async () => {
      const workerId = world.newWorkerId();
      const before = await table.begin(workerId, 60_000);
      const after = await table.begin(workerId, 60_000);
      expect(after.epoch).toBeGreaterThan(before.epoch);
      expect(await world.isLive(before)).toBe(false);
      expect(await table.renew(before, 60_000)).toBe(false);
      expect(await table.renew(after, 60_000)).toBe(true);
    });

    it('ends a lease at once when it is given up, but not that of a later epoch', async () => {
      const workerId = world.newWorkerId();
      const before = await table.begin(workerId, 60_000);
      const after = await table.begin(workerId, 60_000);
      await table.giveUp(before);
      expect(await world.isLive(after)).toBe(true);
      await table.giveUp(after);
      expect(await world.isLive(after)).toBe(false);
      expect(await table.renew(after, 60_000)).toBe(false);
    });
  });
}
