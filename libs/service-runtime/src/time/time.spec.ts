import fc from 'fast-check';
import { jitteredDelayMs } from './backoff.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { Deadline } from './deadline.ts';
import { parseDurationMs } from './duration.ts';

describe('parseDurationMs', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['2h', 7_200_000],
    ['0s', 0],
  ])('reads %s', (text, durationMs) => expect(parseDurationMs(text)).toBe(durationMs));

  it.each(['', '5', 's', '1.5s', '-1s', '1 s', '1S', '1d', '1s ', '9999999999s'])('refuses "%s"', (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  });
});

describe('jitteredDelayMs', () => {
  it('is never early and at most a tenth late', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (baseMs, random) => {
          const delayMs = jitteredDelayMs(baseMs, () => random);
          return Number.isInteger(delayMs) && delayMs >= baseMs && delayMs <= Math.ceil(baseMs * 1.1);
        },
      ),
    );
  });
});

describe('systemClock.sleep', () => {
  it('never wakes early', async () => {
    const beganMs = systemClock.monotonicMs();
    await systemClock.sleep(12.5);
    expect(systemClock.monotonicMs() - beganMs).toBeGreaterThanOrEqual(12.5);
  });

  it('ends with the reason of its signal, also when that was aborted before', async () => {
    const reason = new Error('stop');
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(systemClock.sleep(0, stop.signal)).rejects.toBe(reason);
  });

  it('sleeps through delays that a timer cannot hold', async () => {
    jest.useFakeTimers();
    try {
      const timers = jest.spyOn(globalThis, 'setTimeout');
      const stop = new AbortController();
      const sleeping = systemClock.sleep(2 ** 40, stop.signal);
      expect(timers.mock.calls.every(([, delayMs]) => (delayMs ?? 0) < 2 ** 31)).toBe(true);
      stop.abort(new Error('stop'));
      await expect(sleeping).rejects.toThrow('stop');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('Deadline', () => {
  it('hands down what is left and no more', () => {
    let nowMs = 1000;
    const clock: Clock = { ...systemClock, monotonicMs: () => nowMs };
    const deadline = new Deadline(clock, 500);
    nowMs += 200;
    expect([deadline.remainingMs(), deadline.atMostMs(100), deadline.atMostMs(900)]).toEqual([300, 100, 300]);
    expect(deadline.isOver()).toBe(false);
    nowMs += 300;
    expect([deadline.isOver(), deadline.remainingMs()]).toEqual([true, 0]);
  });
});
