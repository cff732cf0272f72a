import { partLabels, spanOf } from './overview-span.ts';

describe('spanOf', () => {
  const now = new Date('2026-11-20T12:04:52Z');

  it.each([
    ['1h', '2026-11-20T11:06:00.000Z', '2026-11-20T12:06:00.000Z', 30],
    ['24h', '2026-11-19T13:00:00.000Z', '2026-11-20T13:00:00.000Z', 24],
    ['7d', '2026-11-13T18:00:00.000Z', '2026-11-20T18:00:00.000Z', 28],
  ] as const)('%s goes from %s to %s in %d parts', (range, from, to, parts) => {
    expect(spanOf(range, now)).toMatchObject({ from, to, parts });
  });

  it('begins a new part on the full time', () => {
    expect(spanOf('24h', new Date('2026-11-20T13:00:00Z')).to).toBe('2026-11-20T14:00:00.000Z');
  });
});

describe('partLabels', () => {
  it('writes times within a day and days beyond', () => {
    const from = '2026-11-20T09:00:00Z';
    expect(partLabels('24h', undefined)(from)).toEqual({ label: '09:00', when: '20 Nov, 09:00' });
    expect(partLabels('7d', undefined)(from).label).toBe('20 Nov');
  });
});
