import { pathOf } from './json-rows.ts';
import { searchJson } from './json-search.ts';

const answer = {
  ticket: { id: 48213, url: 'https://desk.example/48213', tags: ['a', 'Billing'] },
  audit: { by: 'ada' },
};
const shown = (text: string): string[] => searchJson(answer, text).rows.map(({ way }) => pathOf(way));

describe('searching an answer', () => {
  it('finds names and values with the way to them, and nothing beside', () => {
    expect(shown('48213')).toEqual(['$', '$.ticket', '$.ticket.id', '$.ticket.url']);
    expect(shown('billing')).toEqual(['$', '$.ticket', '$.ticket.tags', '$.ticket.tags[1]']);
    expect(shown('AUDIT')).toEqual(['$', '$.audit']);
  });

  it('takes a JSON path', () => {
    expect(shown('$.ticket.tags[0]')).toEqual(['$', '$.ticket', '$.ticket.tags', '$.ticket.tags[0]']);
    expect(searchJson(answer, '$..id').matchCount).toBe(1);
  });

  it('says what is wrong with a path, and finds nothing for it', () => {
    const search = searchJson(answer, '$.ticket[');
    expect(search.rows).toEqual([]);
    expect(search.problem).toBeTruthy();
  });

  it('shows no more than a thousand', () => {
    const many = Array.from({ length: 3_000 }, () => 'x');
    expect(searchJson(many, 'x').matchCount).toBe(1_000);
  });
});
