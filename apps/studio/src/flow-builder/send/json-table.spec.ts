import { findTable } from './json-table.ts';

describe('an answer as a table', () => {
  it('is its first list of objects, from the outside inwards', () => {
    const answer = { page: { deep: [{ a: 1 }] }, tickets: [{ id: 1 }, { id: 2, state: 'open' }], tags: ['x'] };
    expect(findTable(answer)).toEqual({ way: ['tickets'], columns: ['id', 'state'], rows: answer.tickets });
  });

  it('may be the answer itself', () => {
    expect(findTable([{ id: 1 }])?.way).toEqual([]);
  });

  it.each([[{}], [[]], [['a']], [[{ a: 1 }, 'b']], ['text'], [null]])('is none in %j', (value) => {
    expect(findTable(value)).toBeUndefined();
  });
});
