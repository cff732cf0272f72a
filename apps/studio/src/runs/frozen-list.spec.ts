import { freezeList, mergeChange } from './frozen-list.ts';

const row = (id: string, status = 'RUNNING'): { id: string; status: string } => ({ id, status });

describe('a list that follows what happens', () => {
  const shown = [row('c'), row('b'), row('a')];

  it('brings rows up to date where they stand', () => {
    expect(freezeList(shown, [row('c', 'FAILED'), row('b'), row('a', 'SUCCEEDED')])).toEqual({
      rows: [row('c', 'FAILED'), row('b'), row('a', 'SUCCEEDED')],
      newCount: 0,
      hasMoreNew: false,
    });
  });

  it('counts new rows and shows none of them', () => {
    const { rows, newCount, hasMoreNew } = freezeList(shown, [row('e'), row('d'), row('c')]);
    expect(rows).toEqual(shown);
    expect([newCount, hasMoreNew]).toEqual([2, false]);
  });

  it('keeps rows that no longer fit the filter', () => {
    expect(freezeList(shown, [row('b')]).rows).toEqual(shown);
  });

  it('says when every row that was read is new, because there may be more', () => {
    expect(freezeList(shown, [row('f'), row('e'), row('d')])).toMatchObject({ newCount: 3, hasMoreNew: true });
  });

  it('is what it was until something was read', () => {
    expect(freezeList(shown, undefined)).toEqual({ rows: shown, newCount: 0, hasMoreNew: false });
  });

  it('counts what comes into an empty list', () => {
    expect(freezeList([], [row('a')])).toEqual({ rows: [], newCount: 1, hasMoreNew: false });
  });
});

describe('the latest reading after a change', () => {
  const latest = [row('b'), row('a')];

  it('has each run once, new ones first', () => {
    const runs = [row('d'), row('b', 'SUCCEEDED')];
    expect(mergeChange(latest, { runs, leftIds: [] })).toEqual([row('d'), row('b', 'SUCCEEDED'), row('a')]);
  });

  it('is the same when the same change is told again', () => {
    const change = { runs: [row('c')], leftIds: [] };
    expect(mergeChange(mergeChange(latest, change), change)).toEqual([row('c'), row('b'), row('a')]);
  });

  it('loses what does not fit any more', () => {
    expect(mergeChange(latest, { runs: [], leftIds: ['a', 'unknown'] })).toEqual([row('b')]);
  });
});
