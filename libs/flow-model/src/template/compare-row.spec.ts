import type { Json } from '../document/json.ts';
import type { RowOperator } from '../document/nodes/decision.ts';
import { compareRow } from './compare-row.ts';

describe('rows of the Decision builder', () => {
  it.each<[Json, RowOperator, Json]>([
    ['escalated', '==', 'escalated'],
    [187, '==', '187'],
    ['187', '==', 187],
    [true, '==', 'true'],
    [null, '!=', 'x'],
    ['007', '!=', '7'],
    [187, '>', '30'],
    ['10', '>', '9'],
    ['2026-11-20', '<', '2026-12-01'],
    [30, '>=', 30],
    [30, '<=', '30.5'],
    ['the caller asked', 'contains', 'asked'],
    [['a', 'b'], 'contains', 'b'],
    ['code 42', 'contains', 42],
    [null, 'not_contains', 'x'],
    ['Escalated ', 'is', 'escalated'],
    [null, 'is', 'null'],
    ['', 'is', 'empty'],
    [null, 'is', 'empty'],
    [false, 'is', 'false'],
    ['x', 'is_not', 'y'],
    [null, 'is_not', 'y'],
    ['', 'exists', null],
    [false, 'exists', null],
    [null, 'not_exists', null],
    ['b', 'in', ['a', 'b']],
    ['b', 'in', 'a, b'],
    [2, 'in', '1,2,3'],
    ['+14155550142', 'starts_with', '+1'],
    ['a.pdf', 'ends_with', '.pdf'],
  ])('%j %s %j holds', (left, operator, right) => {
    expect(compareRow(left, operator, right)).toBe(true);
  });

  it.each<[Json, RowOperator, Json]>([
    ['Escalated', '==', 'escalated'],
    [null, '==', ''],
    ['', '==', 0],
    [null, '>', 0],
    [null, '<', 0],
    [null, '<=', null],
    ['abc', '>', 5],
    ['10', '<', '9'],
    [null, 'contains', ''],
    ['abc', 'not_contains', 'b'],
    [null, 'exists', null],
    [null, 'in', ['a']],
    [5, 'starts_with', '5'],
    ['x', 'is_not', 'X'],
  ])('%j %s %j does not', (left, operator, right) => {
    expect(compareRow(left, operator, right)).toBe(false);
  });
});
