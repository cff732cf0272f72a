import { beginsWithDay } from './calendar.ts';

describe('a day of the calendar', () => {
  it.each(['2026-02-28', '2024-02-29T10:00:00Z', '0000-01-01', '9999-12-31 23:59:59+00'])('is %s', (text) => {
    expect(beginsWithDay(text)).toBe(true);
  });
  it.each([
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '26-01-01',
    '',
  ])('is not %p', (text) => {
    expect(beginsWithDay(text)).toBe(false);
  });
});
