import { HandClock } from '@aftercall/dev-harness';
import { TrialLimits } from './trial-limits.ts';

const done = (): Promise<string> => Promise.resolve('done');

describe('the limits of trials', () => {
  it('let a burst through, then one at a time, for each workspace', async () => {
    const clock = new HandClock();
    const limits = new TrialLimits(clock, { burst: 3, everyMs: 1000 });
    const ask = async (workspace = 'acme') => limits.within(workspace, done);
    for (let nth = 0; nth < 3; nth += 1) expect(await ask()).toBe('done');
    expect(await ask()).toEqual({
      problems: [{ code: 'RATE_LIMITED', path: [], message: expect.stringContaining('come again in 1 s') as string }],
    });
    expect(await ask('other')).toBe('done');
    await clock.advance(1000);
    expect(await ask()).toBe('done');
    expect(await ask()).not.toBe('done');
    await clock.advance(10_000);
    for (let nth = 0; nth < 3; nth += 1) expect(await ask()).toBe('done');
    expect(await ask()).not.toBe('done');
  });

  it('let only so many be under way at once, whosever they are', async () => {
    const limits = new TrialLimits(new HandClock(), { burst: 100, everyMs: 1 });
    const { promise, resolve } = Promise.withResolvers<string>();
    const underWay = Array.from({ length: 16 }, (_, nth) => limits.within(`w-${nth}`, () => promise));
    expect(await limits.within('acme', done)).toMatchObject({ problems: [{ code: 'RATE_LIMITED' }] });
    resolve('done');
    await Promise.all(underWay);
    expect(await limits.within('acme', done)).toBe('done');
  });

  it('free the place of what fails', async () => {
    const limits = new TrialLimits(new HandClock(), { burst: 100, everyMs: 1 });
    for (let nth = 0; nth < 20; nth += 1) {
      await expect(limits.within('acme', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    }
    expect(await limits.within('acme', done)).toBe('done');
  });
});
