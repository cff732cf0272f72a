import { bytes, duration, fromNow, utcDayTime, utcFull } from './format-time.ts';

describe('times and sizes in words', () => {
  it.each([
    [0, '0 ms'],
    [412, '412 ms'],
    [999.4, '999 ms'],
    [1200, '1.2 s'],
    [59_940, '59.9 s'],
    [60_000, '1 min'],
    [331_000, '5 min 31 s'],
    [9_600_000, '2 h 40 min'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms reads %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it.each([
    [59_960, '1 min'],
    [119_700, '2 min'],
    [3_599_600, '1 h'],
    [7_199_000, '2 h'],
    [86_399_000, '1 d'],
  ])('%d ms is carried over instead of shown as 60 of the smaller unit: %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('tells instants in UTC wherever the browser is', () => {
    expect(utcDayTime('2026-11-20T23:04:31.000-05:00')).toBe('21 Nov, 04:04:31');
    expect(utcFull('2026-11-20T12:04:31.000Z')).toBe('20 Nov 2026, 12:04:31 UTC');
  });

  it.each([
    ['2026-11-20T11:59:58.000Z', '2 sec ago'],
    ['2026-11-20T11:57:00.000Z', '3 min ago'],
    ['2026-11-20T14:00:00.000Z', 'in 2 hr'],
    ['2026-11-19T12:00:00.000Z', 'yesterday'],
  ])('%s is %s', (at, words) => {
    expect(fromNow(at, new Date('2026-11-20T12:00:00.000Z'))).toBe(words);
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [12_700, '12.4 KB'],
    [10 * 1024 * 1024, '10.0 MB'],
  ])('%d bytes read %s', (count, words) => {
    expect(bytes(count)).toBe(words);
  });
});
