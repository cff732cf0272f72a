import { buildSchema, graphql, isObjectType, type GraphQLFieldResolver } from 'graphql';
import { asksFor } from './asked-fields.ts';
import { answerFromReadAlong, READ_ALONG } from './read-along.ts';

const SDL = `
  type Query { rows: Rows }
  type Rows { nodes: [Row!]! edges: [Edge!]! }
  type Edge { node: Row! }
  type Row { id: ID! name: String owner: Owner draft: Draft }
  type Owner { name: String }
  type Draft { flow: String revision: Int }
`;

function schemaWith(resolvers: Record<string, Record<string, GraphQLFieldResolver<never, unknown>>>) {
  const schema = buildSchema(SDL);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no type`);
    for (const [name, resolve] of Object.entries(fields)) Object.assign(type.getFields()[name] ?? {}, { resolve });
  }
  return answerFromReadAlong(schema);
}

describe('what was read along', () => {
  it('answers in place of a resolver, and only for the fields that were read', async () => {
    const asked: string[] = [];
    const rows = [
      { id: 'a', [READ_ALONG]: { name: 'Ada', owner: null, draft: undefined } },
      { id: 'b', name: 'a property of its own is not what was read along' },
    ];
    const resolver = (field: string) => (row: { id: string }) => {
      asked.push(`${field} of ${row.id}`);
      return field === 'name' ? 'resolved' : { name: 'resolved', flow: 'resolved' };
    };
    const schema = schemaWith({
      Query: { rows: () => ({ nodes: rows, edges: [] }) },
      Row: { name: resolver('name'), owner: resolver('owner'), draft: resolver('draft') },
    });
    const { data } = await graphql({ schema, source: '{ rows { nodes { name owner { name } draft { flow } } } }' });
    expect(data).toEqual({
      rows: {
        nodes: [
          { name: 'Ada', owner: null, draft: { flow: 'resolved' } },
          { name: 'resolved', owner: { name: 'resolved' }, draft: { flow: 'resolved' } },
        ],
      },
    });
    expect(asked.sort()).toEqual(['draft of a', 'draft of b', 'name of b', 'owner of b']);
  });
});

describe('what a field is asked for', () => {
  const asksUnder = async (source: string, names: string[], ...under: string[]): Promise<boolean | undefined> => {
    let isAsked: boolean | undefined;
    const schema = schemaWith({
      Query: {
        rows: (_source, _args, _context, info) => {
          isAsked = asksFor(info, names, under);
          return { nodes: [], edges: [] };
        },
      },
    });
    expect((await graphql({ schema, source })).errors).toBeUndefined();
    return isAsked;
  };

  it.each([
    ['{ rows { nodes { draft { flow } } } }', true],
    ['{ a: rows { b: nodes { c: draft { d: flow } } } }', true],
    ['{ rows { ... { nodes { ... on Row { draft { ...F } } } } } } fragment F on Draft { flow }', true],
    ['{ rows { nodes { id } nodes { draft { flow } } } }', true],
    ['{ rows { nodes { draft { revision } } } }', false],
    ['{ rows { edges { node { draft { flow } } } } }', false],
    ['{ rows { nodes { id } } }', false],
  ])('is found along its path: %s', async (source, isAsked) => {
    expect(await asksUnder(source, ['flow'], 'nodes', 'draft')).toBe(isAsked);
  });

  it('is found at the field itself', async () => {
    expect(await asksUnder('{ rows { nodes { id } } }', ['nodes'])).toBe(true);
    expect(await asksUnder('{ rows { edges { node { id } } } }', ['nodes', 'id'])).toBe(false);
  });
});
