import { breakingChanges } from './breaking-changes.mjs';

const before = 'type Query { a(x: Int): Int b: String }';

test.each([
  ['nothing', before, []],
  ['a new field', 'type Query { a(x: Int): Int b: String c: Int }', []],
  ['a new argument that may be left out', 'type Query { a(x: Int, y: Int): Int b: String }', []],
  ['a field that is always there now', 'type Query { a(x: Int): Int b: String! }', []],
  ['a field that is gone', 'type Query { a(x: Int): Int }', ['Query.b was removed.']],
  ['another type', 'type Query { a(x: Int): String b: String }', ['Query.a changed type from Int to String.']],
  [
    'an argument that must be given',
    'type Query { a(x: Int!): Int b: String }',
    ['Query.a arg x has changed type from Int to Int!.'],
  ],
])('%s', (_title, after, breaks) => {
  expect(breakingChanges(before, after)).toEqual(breaks);
});
