import { parseFlowDurationMs } from './duration.ts';

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['2h', 7_200_000],
    ['0s', 0],
  ])('reads %s', (text, durationMs) => {
    expect(parseFlowDurationMs(text)).toBe(durationMs);
  });

  it.each(['', '30', 's', '1.5s', '-1s', '1m30s', '2d', ' 2m', '2 m'])('does not read %j', (text) => {
    expect(parseFlowDurationMs(text)).toBeUndefined();
  });
});
