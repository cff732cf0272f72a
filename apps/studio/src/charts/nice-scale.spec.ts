import { niceScale } from './nice-scale.ts';

describe('niceScale', () => {
  it.each([
    [735, 2, [0, 500, 1000]],
    [412, 2, [0, 250, 500]],
    [22, 2, [0, 20, 40]],
    [9, 4, [0, 2.5, 5, 7.5, 10]],
    [0.034, 4, [0, 0.01, 0.02, 0.03, 0.04]],
  ])('%d in %d steps: %j', (largest, count, ticks) => {
    expect(niceScale(largest, { count }).ticks).toEqual(ticks);
  });

  it('counts things in whole numbers, and has room when there is nothing', () => {
    expect(niceScale(0, { count: 2, isWhole: true }).ticks).toEqual([0, 1, 2]);
    expect(niceScale(3, { count: 2, isWhole: true }).ticks).toEqual([0, 2, 4]);
    expect(niceScale(5, { count: 2, isWhole: true }).ticks).toEqual([0, 5, 10]);
  });

  it('has room when nothing was measured', () => {
    expect(niceScale(0, { count: 4 })).toEqual({ max: 4, ticks: [0, 1, 2, 3, 4] });
  });

  it('always holds the largest value', () => {
    for (let value = 1; value < 5000; value = Math.ceil(value * 1.17))
      for (const count of [1, 2, 4])
        expect(niceScale(value, { count, isWhole: true }).max).toBeGreaterThanOrEqual(value);
  });
});
