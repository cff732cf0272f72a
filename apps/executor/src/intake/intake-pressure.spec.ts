import { HandClock } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { mustRest } from './intake-pressure.ts';
import { PressureWatch } from './pressure-watch.ts';

const limits = { parkedRuns: 100, oldestWriteMs: 2000 };
const calm = { parkedRuns: 0, oldestWriteMs: 0 };

describe('reading from Kafka', () => {
  it.each([
    ['goes on at the limit', false, { parkedRuns: 100, oldestWriteMs: 2000 }, false],
    ['rests when too many runs wait to be begun', false, { ...calm, parkedRuns: 101 }, true],
    ['rests when PostgreSQL does not keep up', false, { ...calm, oldestWriteMs: 2001 }, true],
    ['goes on resting until half of it is done', true, { ...calm, parkedRuns: 51 }, true],
    ['goes on when half of it is done', true, { ...calm, parkedRuns: 50 }, false],
    ['goes on resting while one of both is too much', true, { parkedRuns: 0, oldestWriteMs: 1001 }, true],
  ])('%s', (_what, isResting, pressure, rests) => {
    expect(mustRest(isResting, pressure, limits)).toBe(rests);
  });
});

describe('the watch over the pressure', () => {
  const clock = new HandClock();
  const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });
  const orders: string[] = [];
  let measure = () => Promise.resolve(calm);
  const source = { pause: () => void orders.push('pause'), resume: () => void orders.push('resume') };
  const watch = new PressureWatch({ source, measure: () => measure(), limits, clock, log });

  it('pauses once, resumes once, and decides nothing while the ledger is away', async () => {
    watch.start();
    await clock.advance(1000);
    expect(orders).toEqual([]);
    measure = () => Promise.resolve({ ...calm, parkedRuns: 500 });
    await clock.advance(2000);
    expect(orders).toEqual(['pause']);
    expect(watch.isResting()).toBe(true);
    measure = () => Promise.reject(new Error('the ledger is away'));
    await clock.advance(2000);
    expect(orders).toEqual(['pause']);
    measure = () => Promise.resolve(calm);
    await clock.advance(2000);
    expect(orders).toEqual(['pause', 'resume']);
    await watch.stop();
  });
});
