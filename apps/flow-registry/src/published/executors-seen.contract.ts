import type { ExecutorsSeen } from './executors-seen.ts';

export interface ExecutorsSeenUnderTest {
  seen: ExecutorsSeen;
  close: () => Promise<void>;
}

/** What `liveOn` relies on, whatever keeps the polls. */
export function executorsSeenContract(name: string, make: () => Promise<ExecutorsSeenUnderTest>): void {
  describe(`${name} as a record of executors`, () => {
    let parts: ExecutorsSeenUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());
    const find = async (executor: string) => (await parts.seen.connected()).find((one) => one.executor === executor);

    it('counts a poll as a connection for as long as it may wait, and 3 s more', async () => {
      await parts.seen.polled({ executor: 'waits', revision: 7, waitMs: 25_000 });
      const one = await find('waits');
      expect(one?.revision).toBe(7);
      expect(one?.connectedForMs).toBeGreaterThan(26_000);
      expect(one?.connectedForMs).toBeLessThanOrEqual(28_000);
    });

    it('counts 3 s from the end of a poll', async () => {
      const pollId = await parts.seen.polled({ executor: 'ends', revision: 1, waitMs: 25_000 });
      await parts.seen.ended(pollId);
      expect((await find('ends'))?.connectedForMs).toBeLessThanOrEqual(3000);
    });

    it('forgives an absence when asked to', async () => {
      const pollId = await parts.seen.polled({ executor: 'late', revision: 3, waitMs: -4000 });
      await parts.seen.ended(pollId);
      expect(await find('late')).toBeUndefined();
      const late = (await parts.seen.connected(60_000)).find((one) => one.executor === 'late');
      expect(late?.revision).toBe(3);
      expect(late?.connectedForMs).toBeGreaterThan(0);
    });

    it('knows the latest revision that an executor named, also a lower one', async () => {
      for (const revision of [5, 9, 2]) await parts.seen.polled({ executor: 'restarted', revision, waitMs: 0 });
      expect((await find('restarted'))?.revision).toBe(2);
    });

    it('lets the end of an earlier poll change nothing about a later one', async () => {
      const earlier = await parts.seen.polled({ executor: 'overlaps', revision: 1, waitMs: 0 });
      await parts.seen.polled({ executor: 'overlaps', revision: 2, waitMs: 25_000 });
      await parts.seen.ended(earlier);
      expect((await find('overlaps'))?.connectedForMs).toBeGreaterThan(20_000);
    });
  });
}
