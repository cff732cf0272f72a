import { HandClock } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { LiveRuns } from './live-runs.ts';
import { aRunRow } from './testing/a-run-row.ts';
import type { RunChange, Watcher } from './watcher.ts';

const every = { wants: () => true };

describe('live runs', () => {
  const make = () => {
    const clock = new HandClock();
    const reads: { workspace: string; ids: readonly string[] }[] = [];
    const state = { isAway: false };
    const log = createLogger({ service: 'registry', level: 'error', destination: { write: () => undefined } });
    const live = new LiveRuns(
      (workspace, ids) => {
        if (state.isAway) return Promise.reject(new Error('away'));
        reads.push({ workspace, ids });
        return Promise.resolve(ids.map((id) => aRunRow({ run_id: id, workspace })));
      },
      clock,
      log,
    );
    return { clock, reads, state, live };
  };
  const idsOf = ({ rows }: RunChange): string[] => rows.map((row) => row.run_id);
  const next = async (watcher: Watcher): Promise<RunChange> => {
    const result = await watcher.next();
    if (result.done === true) throw new Error('the watcher has ended');
    return result.value;
  };

  it('reads nothing for workspaces that nobody watches', () => {
    const { live, reads } = make();
    const watcher = live.watch('acme', every);
    live.noted('other', ['r-1']);
    expect(reads).toEqual([]);
    void watcher.return();
    live.noted('acme', ['r-1']);
    expect(reads).toEqual([]);
  });

  it('reads once for all watchers, at most every 250 ms, whatever comes meanwhile', async () => {
    const { live, reads, clock } = make();
    const watchers = [live.watch('acme', every), live.watch('acme', every)];
    live.noted('acme', ['r-1']);
    live.noted('acme', ['r-2', 'r-2']);
    for (const watcher of watchers) expect(idsOf(await next(watcher))).toEqual(['r-1']);
    await clock.advance(249);
    expect(reads).toHaveLength(1);
    live.noted('acme', ['r-3']);
    await clock.advance(1);
    for (const watcher of watchers) expect(idsOf(await next(watcher))).toEqual(['r-3', 'r-2']);
    expect(reads.map(({ ids }) => ids)).toEqual([['r-1'], ['r-2', 'r-3']]);
    await clock.advance(250);
    expect(clock.sleeperCount).toBe(0);
  });

  it('asks for no run but the one that is watched', async () => {
    const { live, reads } = make();
    const watcher = live.watch('acme', { id: 'r-2', wants: () => true });
    live.noted('acme', ['r-1', 'r-2', 'r-3']);
    expect(idsOf(await next(watcher))).toEqual(['r-2']);
    expect(reads).toEqual([{ workspace: 'acme', ids: ['r-2'] }]);
  });

  it('gives a slow watcher the newest state of each run, in bounded memory', async () => {
    const { live } = make();
    const watcher = live.watch('acme', { wants: (row) => row.status !== 'QUEUED' });
    const batch = {};
    watcher.put([aRunRow({ run_id: 'r-1' }), aRunRow({ run_id: 'r-2', status: 'QUEUED' })], {});
    watcher.put([aRunRow({ run_id: 'r-1', status: 'SUCCEEDED' })], batch);
    const change = await next(watcher);
    expect(change.rows.map((row) => [row.run_id, row.status])).toEqual([['r-1', 'SUCCEEDED']]);
    expect([change.mayHaveMissed, change.batch === batch]).toEqual([false, true]);
    watcher.put(
      Array.from({ length: 1001 }, (_, index) => aRunRow({ run_id: `r-${index}` })),
      {},
    );
    expect(await next(watcher)).toMatchObject({ rows: [], mayHaveMissed: true });
  });

  it('says that something may have been missed: too many runs, a lost connection, a ledger that is away', async () => {
    const { live, state, clock } = make();
    const watcher = live.watch('acme', every);
    live.noted('acme', null);
    expect(await next(watcher)).toMatchObject({ rows: [], mayHaveMissed: true });
    live.missed();
    expect((await next(watcher)).mayHaveMissed).toBe(true);
    state.isAway = true;
    live.noted('acme', ['r-1']);
    expect((await next(watcher)).mayHaveMissed).toBe(true);
    state.isAway = false;
    await clock.advance(250);
    live.noted('acme', ['r-2']);
    expect(await next(watcher)).toMatchObject({ mayHaveMissed: false });
    live.noted(
      'acme',
      Array.from({ length: 2001 }, (_, index) => `r-${index}`),
    );
    expect((await next(watcher)).mayHaveMissed).toBe(true);
  });

  it('ends a watcher that waits', async () => {
    const { live } = make();
    const watcher = live.watch('acme', every);
    const waiting = watcher.next();
    await watcher.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect((await watcher.next()).done).toBe(true);
  });

  it('numbers payloads by the time, and never twice the same', async () => {
    const { live, clock } = make();
    const first = live.nextSequence();
    expect(first).toBe(clock.now().getTime());
    expect([live.nextSequence(), live.nextSequence()]).toEqual([first + 1, first + 2]);
    await clock.advance(1000);
    expect(live.nextSequence()).toBe(first + 1000);
  });
});
