import { shownJson } from './shorten-value.ts';

describe('shownJson', () => {
  it('stands a long list on one line by its length and size', () => {
    const turns = Array.from({ length: 12 }, (_, at) => ({ text: `turn ${String(at)}` }));
    expect(shownJson({ id: 'c-1', turns })).toMatch(/^\{\n {2}"id": "c-1",\n {2}"turns": \[ 12 items, 219\sB \]\n\}$/);
  });

  it('leaves short lists and what they say as they are', () => {
    expect(shownJson({ tags: ['vip', 'late'] })).toBe('{\n  "tags": [\n    "vip",\n    "late"\n  ]\n}');
  });
});
