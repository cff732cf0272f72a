import { HandClock } from './hand-clock.ts';

describe('HandClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new HandClock(new Date('2026-01-01T00:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
    await clock.advance(1500);
    expect(clock.now()).toEqual(new Date('2026-01-01T00:00:01.500Z'));
    expect(clock.monotonicMs()).toBe(1500);
  });

  it('wakes sleepers in the order in which they are due, each at its own time', async () => {
    const clock = new HandClock();
    const woken: [string, number][] = [];
    const sleep = async (name: string, durationMs: number): Promise<void> => {
      await clock.sleep(durationMs);
      woken.push([name, clock.monotonicMs()]);
    };
    const all = [sleep('late', 300), sleep('early', 100), sleep('never', 1001)];
    expect(clock.nextWakeMs).toBe(100);
    await clock.advance(1000);
    expect(woken).toEqual([
      ['early', 100],
      ['late', 300],
    ]);
    expect(clock.sleeperCount).toBe(1);
    await clock.advance(1);
    await Promise.all(all);
    expect(woken[2]).toEqual(['never', 1001]);
  });

  it('lets a sleeper that wakes sleep again within the same advance', async () => {
    const clock = new HandClock();
    const ticks: number[] = [];
    const loop = (async () => {
      while (ticks.length < 4) {
        await clock.sleep(250);
        ticks.push(clock.monotonicMs());
      }
    })();
    await clock.advance(1000);
    await loop;
    expect(ticks).toEqual([250, 500, 750, 1000]);
  });

  it("ends a sleep with the signal's reason", async () => {
    const clock = new HandClock();
    const controller = new AbortController();
    const sleep = clock.sleep(1000, controller.signal);
    const reason = new Error('stopping');
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    expect(clock.sleeperCount).toBe(0);
    await expect(clock.sleep(1, controller.signal)).rejects.toBe(reason);
  });
});
