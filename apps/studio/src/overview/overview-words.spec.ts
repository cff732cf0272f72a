import { count, countChange, percent, shareChange, successShare } from './overview-words.ts';

const runs = (succeeded: number, failed = 0, cancelled = 0) => ({
  ...{ total: succeeded + failed + cancelled, succeeded, failed, cancelled },
});

describe('words of an overview', () => {
  it('counts with separators', () => {
    expect(count(8793)).toBe('8,793');
  });

  it.each([
    [runs(993, 7), '99.3 %'],
    [runs(99_999, 1), '99.9 %'],
    [runs(3), '100 %'],
    [runs(0, 2), '0 %'],
    [runs(0), undefined],
    [null, undefined],
  ])('of %j succeeded %s', (counts, share) => {
    expect(successShare(counts)).toBe(share);
  });

  it.each([
    [104, 100, '4 % more than the 24 h before'],
    [50, 100, '50 % less than the 24 h before'],
    [100, 100, 'as in the 24 h before'],
    [7, 0, undefined],
  ])('%d after %d: %s', (now, before, words) => {
    expect(countChange(now, before, '24 h')).toBe(words);
  });

  it('compares shares in points', () => {
    expect(shareChange(runs(90, 10), runs(95, 5))).toBe('5.0 points less than before');
    expect(shareChange(runs(95, 5), runs(90, 10))).toBe('5.0 points more than before');
    expect(shareChange(runs(95, 5), runs(19, 1))).toBe('as before');
    expect(shareChange(runs(95, 5), runs(0))).toBeUndefined();
  });

  it('rounds nothing up to all, and nothing down to none', () => {
    expect([percent(0.99999), percent(0.00001), percent(1), percent(0)]).toEqual(['99.9 %', '0.1 %', '100 %', '0 %']);
  });
});
