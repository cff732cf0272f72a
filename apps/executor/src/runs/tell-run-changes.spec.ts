import { HandClock } from '@aftercall/dev-harness';
import { readRunNotice, type RunNotice } from '@aftercall/wire-format';
import { TellRunChanges } from './tell-run-changes.ts';

describe('telling of changed runs', () => {
  const make = () => {
    const clock = new HandClock();
    const sent: (RunNotice | undefined)[][] = [];
    const state = { isAway: false };
    const changes = new TellRunChanges((notices) => {
      if (state.isAway) return Promise.reject(new Error('away'));
      sent.push(notices.map(readRunNotice));
      return Promise.resolve();
    }, clock);
    return { clock, sent, state, changes };
  };

  it('tells each run once, by workspace, at most every 250 ms, and sleeps when nothing changes', async () => {
    const { clock, sent, changes } = make();
    for (const run of ['r-1', 'r-2', 'r-1']) changes.note('acme', run);
    changes.note('other', 'r-3');
    await clock.advance(249);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([
      [
        { workspace: 'acme', runIds: ['r-1', 'r-2'] },
        { workspace: 'other', runIds: ['r-3'] },
      ],
    ]);
    expect(clock.sleeperCount).toBe(0);
    changes.note('acme', 'r-1');
    await clock.advance(250);
    expect(sent).toHaveLength(2);
  });

  it('divides what PostgreSQL takes in one notice, and names no runs when there are too many', async () => {
    const { clock, sent, changes } = make();
    const id = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    for (let index = 0; index < 1000; index += 1) changes.note('w'.repeat(63), id(index));
    await clock.advance(250);
    const notices = sent[0] ?? [];
    expect(notices.flatMap((notice) => notice?.runIds ?? [])).toHaveLength(1000);
    expect(Math.max(...notices.map((notice) => JSON.stringify(notice).length))).toBeLessThan(8000);
    for (let index = 0; index < 1001; index += 1) changes.note('acme', id(index));
    await clock.advance(250);
    expect(sent[1]).toEqual([{ workspace: 'acme', runIds: null }]);
  });

  it('says after an outage that something was missed, and tells what is left when it stops', async () => {
    const { clock, sent, state, changes } = make();
    state.isAway = true;
    changes.note('acme', 'r-1');
    await clock.advance(250);
    expect(sent).toEqual([]);
    state.isAway = false;
    await clock.advance(250);
    expect(sent).toEqual([[{ workspace: 'acme', runIds: null }]]);
    changes.note('acme', 'r-2');
    await changes.stop();
    expect(sent[1]).toEqual([{ workspace: 'acme', runIds: ['r-2'] }]);
  });
});
