import { pageOfAll } from './page.ts';

const row = (id: string, ms: number) => ({ id, at: new Date(ms) });
const rows = [row('a', 1), row('c', 2), row('b', 2), row('d', 3)];

describe('a page of a list that is held whole', () => {
  it('goes from new to old, then by id, and says whether more follow', () => {
    const page = (first: number, after?: { id: string; at: Date }) => {
      const { rows: some, hasMore } = pageOfAll(rows, { first, after }, (one) => one);
      return [some.map((one) => one.id).join(''), hasMore];
    };
    expect(page(2)).toEqual(['dc', true]);
    expect(page(2, row('c', 2))).toEqual(['ba', false]);
    expect(page(4)).toEqual(['dcba', false]);
    expect(page(1, row('a', 1))).toEqual(['', false]);
    expect(page(9, row('gone', 2))).toEqual(['cba', false]);
  });
});
