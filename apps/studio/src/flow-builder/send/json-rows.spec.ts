import { compileJsonPath } from '@aftercall/flow-model';
import { jsonRows, openAtFirst, pathOf, variableFor } from './json-rows.ts';

const value = { ticket: { id: 7, 'odd name': [true] }, list: Array.from({ length: 5_000 }, (_, at) => at) };

describe('an answer as lines', () => {
  it('shows what is open, and large lists closed', () => {
    const rows = jsonRows(value, openAtFirst(value));
    expect(rows.map(({ name }) => name)).toEqual(['', 'ticket', 'id', 'odd name', 'list']);
  });

  it.each([[['ticket', 'id']], [['ticket', 'odd name', 0]], [['list', 4_999]]])(
    'names %j by a path that finds it',
    (way) => {
      const compiled = compileJsonPath(pathOf(way));
      expect(compiled.ok && compiled.path.locate(value)).toEqual([way]);
    },
  );

  it('proposes names that the flow does not have', () => {
    expect(variableFor(['ticket', 'id'], new Set())).toBe('ticketId');
    expect(variableFor(['ticket', 'id'], new Set(['ticketId']))).toBe('ticketId2');
    expect(variableFor(['data', 0, 'created_at'], new Set())).toBe('createdAt');
    expect(variableFor([0], new Set())).toBe('value');
  });
});
