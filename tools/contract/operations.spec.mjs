import { buildSchema } from 'graphql';
import { operationsOf } from './operations.mjs';

test('each operation with its words and its examples', () => {
  const schema = buildSchema(`
    type Query {
      """
      Says a.

      \`\`\`graphql
      query A {
        a
      }
      \`\`\`
      """
      a: Int
      b: Int
    }
    type Mutation { "Does c." c: Int }
  `);
  const seen = operationsOf(schema).map(({ kind, name, words, examples }) => [kind, name, words, examples]);
  expect(seen).toEqual([
    ['Query', 'a', 'Says a.', ['query A {\n  a\n}']],
    ['Query', 'b', '', []],
    ['Mutation', 'c', 'Does c.', []],
  ]);
});
