import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';
import { Health } from './health.ts';

const well = { ok: true, failing: {} };

describe('Health', () => {
  it('is started once it is told so, and not ready before', async () => {
    const health = new Health();
    expect(health.startup()).toEqual({ ok: false, failing: { start: 'not finished' } });
    expect(await health.ready()).toEqual({ ok: false, failing: { start: 'not finished' } });
    expect(health.live()).toEqual(well);
    health.setStarted();
    expect(health.startup()).toEqual(well);
    expect(await health.ready()).toEqual(well);
  });

  it('names every check that fails, and none that does not', async () => {
    const health = new Health();
    health.setStarted();
    health.addReadyCheck('database', () => Promise.resolve('no connection'));
    health.addReadyCheck('vault', () => Promise.reject(new Error('refused')));
    health.addReadyCheck('catalog', () => Promise.resolve(undefined));
    expect(await health.ready()).toEqual({ ok: false, failing: { database: 'no connection', vault: 'refused' } });
  });

  it('gives up on a check that hangs', async () => {
    const clock: Clock = { ...systemClock, sleep: () => Promise.resolve() };
    const health = new Health({ clock });
    health.setStarted();
    health.addReadyCheck('database', () => new Promise(() => undefined));
    expect(await health.ready()).toEqual({ ok: false, failing: { database: 'no answer within 2000 ms' } });
  });

  it('is not ready while draining, and still live', async () => {
    const health = new Health();
    health.setStarted();
    health.setDraining();
    expect(await health.ready()).toEqual({ ok: false, failing: { process: 'draining' } });
    expect(health.live()).toEqual(well);
  });

  it('is live only as long as its loop goes round', () => {
    let nowMs = 0;
    const health = new Health({ clock: { ...systemClock, monotonicMs: () => nowMs }, beatWithinMs: 1000 });
    nowMs = 5000;
    expect(health.live()).toEqual(well);
    health.beat();
    nowMs = 6000;
    expect(health.live()).toEqual(well);
    nowMs = 6001;
    expect(health.live()).toEqual({ ok: false, failing: { loop: 'no beat for 1001 ms' } });
  });
});
