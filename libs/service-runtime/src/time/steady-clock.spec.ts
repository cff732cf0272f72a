import { HandClock } from '@aftercall/dev-harness';
import { steadyClock } from './steady-clock.ts';

describe('a steady clock', () => {
  it('goes on evenly when the machine’s is set, forwards or back', async () => {
    const hand = new HandClock();
    const machine = { jumpedMs: 0, now: () => new Date(hand.now().getTime() + machine.jumpedMs) };
    const clock = steadyClock({
      now: () => machine.now(),
      monotonicMs: () => hand.monotonicMs(),
      sleep: (ms, signal) => hand.sleep(ms, signal),
    });
    const startMs = clock.now().getTime();
    for (const jumpedMs of [3_600_000, -3_600_000]) {
      machine.jumpedMs = jumpedMs;
      expect(clock.now().getTime()).toBe(startMs + hand.monotonicMs());
      await hand.advance(1000);
    }
    expect(clock.now().getTime()).toBe(startMs + 2000);
  });
});
