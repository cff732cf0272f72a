import { timelineScale, type Span } from './timeline-scale.ts';

const rising = (places: readonly number[]): boolean =>
  places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0));

describe('the scale of a timeline', () => {
  it('is even while no wait is long', () => {
    const { place, breaks, ticks } = timelineScale(
      [
        { from: 0, to: 400 },
        { from: 500, to: 1000 },
      ],
      1000,
    );
    expect([0, 250, 500, 1000].map(place)).toEqual([0, 0.25, 0.5, 1]);
    expect(breaks).toEqual([]);
    expect(ticks).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('shortens a long wait, so that what lies around it can be told apart', () => {
    const busy: Span[] = [
      { from: 0, to: 1000 },
      { from: 31_000, to: 32_000 },
    ];
    const { place, breaks } = timelineScale(busy, 32_000);
    expect(breaks).toHaveLength(1);
    expect(place(1000)).toBeGreaterThan(0.2);
    expect(place(32_000) - place(31_000)).toBeGreaterThan(0.2);
  });

  it.each([
    ['nothing', [], 0],
    ['one request that fills it', [{ from: 0, to: 5 }], 5],
    ['a wait at its end', [{ from: 0, to: 10 }], 9_600_000],
    [
      'two long waits',
      [
        { from: 0, to: 1 },
        { from: 500, to: 501 },
        { from: 1000, to: 1001 },
      ],
      1001,
    ],
    [
      'requests that overlap',
      [
        { from: 0, to: 700 },
        { from: 100, to: 300 },
        { from: 650, to: 900 },
      ],
      900,
    ],
  ] as [string, Span[], number][])('keeps order and stays between 0 and 1: %s', (_what, busy, total) => {
    const { place, breaks, ticks } = timelineScale(busy, total);
    const moments = Array.from({ length: 101 }, (_, at) => (total * at) / 100);
    const places = moments.map(place);
    expect(rising(places)).toBe(true);
    for (const one of [...places, ...breaks, ...ticks.map(place)]) {
      expect(one).toBeGreaterThanOrEqual(0);
      expect(one).toBeLessThanOrEqual(1.000001);
    }
    expect(ticks.length).toBeLessThanOrEqual(12);
  });
});
