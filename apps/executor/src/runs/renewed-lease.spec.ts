import { HandClock } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { RenewedLease } from './renewed-lease.ts';
import { MemoryLeaseTable } from './testing/memory-lease-table.ts';

const LEASE_MS = 15_000;

describe('RenewedLease', () => {
  let clock: HandClock;
  let table: MemoryLeaseTable;
  let lease: RenewedLease;
  let lostCount: number;
  beforeEach(async () => {
    clock = new HandClock();
    table = new MemoryLeaseTable(clock);
    const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });
    lease = new RenewedLease({ table, workerId: 'worker-1', leaseMs: LEASE_MS, clock, log, random: () => 0 });
    lostCount = 0;
    lease.onLost(() => {
      lostCount += 1;
    });
    await lease.start();
  });

  it('may send as long as it is renewed', async () => {
    await clock.advance(10 * LEASE_MS);
    expect(lease.maySend()).toBe(true);
    expect(table.isLive(lease.owner)).toBe(true);
    expect(lostCount).toBe(0);
  });

  it('stops sending before others may take over, while the ledger is away', async () => {
    await clock.advance(3000); // renewed here for the last time
    table.isAway = true;
    await clock.advance(11_999);
    expect(lease.maySend()).toBe(true);
    await clock.advance(1);
    expect(lease.maySend()).toBe(false);
    expect(table.isLive(lease.owner)).toBe(true);
  });

  it('counts from before the renewal was asked for: a slow answer prolongs nothing', async () => {
    const renew = table.renew.bind(table);
    table.renew = async (owner, leaseMs) => {
      const isRenewed = await renew(owner, leaseMs);
      await clock.sleep(5000);
      return isRenewed;
    };
    await clock.advance(8000); // asked at 3 s, answered at 8 s: good until 3 + 12 s
    await clock.advance(3000); // asked again at 11 s, not answered yet
    await clock.advance(3999);
    expect(lease.maySend()).toBe(true);
    table.isAway = true;
    await clock.advance(1);
    expect(lease.maySend()).toBe(false);
  });

  it('goes on without a loss when the ledger is back in time', async () => {
    table.isAway = true;
    await clock.advance(10_000);
    table.isAway = false;
    await clock.advance(LEASE_MS);
    expect(lease.owner.epoch).toBe(1);
    expect(lease.maySend()).toBe(true);
    expect(lostCount).toBe(0);
  });

  it('begins a new epoch, and says so, when it was away for too long', async () => {
    const epochWhenTold: number[] = [];
    lease.onLost(() => epochWhenTold.push(lease.owner.epoch));
    table.isAway = true;
    await clock.advance(20_000);
    table.isAway = false;
    await clock.advance(2000);
    expect(lostCount).toBe(1);
    expect(epochWhenTold).toEqual([2]);
    expect(lease.maySend()).toBe(true);
    expect(table.isLive({ workerId: 'worker-1', epoch: 1 })).toBe(false);
  });

  it('lets nothing be sent by the right of a new epoch before the runs of the old one are dropped', async () => {
    const mayAsSeen: boolean[] = [];
    lease.onLost(() => mayAsSeen.push(lease.maySend()));
    const begin = table.begin.bind(table);
    table.begin = async (workerId, leaseMs) => {
      const begun = await begin(workerId, leaseMs);
      // A run whose intent becomes durable at the same moment asks in each turn of the microtasks that follow.
      void (async () => {
        for (let turn = 0; turn < 20 && lostCount === 0; turn += 1) {
          mayAsSeen.push(lease.maySend());
          await Promise.resolve();
        }
      })();
      return begun;
    };
    table.isAway = true;
    await clock.advance(20_000);
    table.isAway = false;
    await clock.advance(2000);
    expect(lostCount).toBe(1);
    expect(mayAsSeen.length).toBeGreaterThan(2);
    expect(mayAsSeen).not.toContain(true);
    expect(lease.maySend()).toBe(true);
  });

  it('gives the lease up at once when it stops, ledger or no ledger', async () => {
    const { owner } = lease;
    await lease.stop();
    expect(lease.maySend()).toBe(false);
    expect(table.isLive(owner)).toBe(false);
    expect(clock.sleeperCount).toBe(0);
    table.isAway = true;
    await expect(lease.stop()).resolves.toBeUndefined();
  });
});
