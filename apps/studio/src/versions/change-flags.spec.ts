import { readCompareSearch } from './compare-search.ts';
import { neighbourOf } from './change-flags.ts';

describe('stepping through changes', () => {
  const keys = ['a', 'b', 'c'];

  it.each([
    [undefined, 1, 'a'],
    [undefined, -1, 'c'],
    ['a', 1, 'b'],
    ['c', 1, 'a'],
    ['a', -1, 'c'],
    ['unchanged', 1, 'a'],
  ] as const)('from %s by %d comes to %s', (selected, step, next) => {
    expect(neighbourOf(keys, selected, step)).toBe(next);
  });

  it('goes nowhere when nothing changed', () => {
    expect(neighbourOf([], 'a', 1)).toBeUndefined();
  });
});

describe('what is compared', () => {
  it('is the draft or a version', () => {
    expect(readCompareSearch({ from: 7, to: 'draft' })).toEqual({ from: '7', to: 'draft' });
  });

  it.each(['0', '-1', '1.5', 'live', 'draft ', undefined])('is not %j', (from) => {
    expect(readCompareSearch({ from })).toEqual({});
  });
});
