import { buildSchema, execute, parse, type ExecutionArgs } from 'graphql';
import type { Caller } from '../../identity/caller.ts';
import { SharedRows, ROWS, rowsOf, type Rows } from './shared-rows.ts';

interface Row {
  id: string;
  name: () => string;
}

const schema = buildSchema(`
  type Query { nothing: Int }
  type Subscription { changed(filter: String): Changed }
  type Changed { sequence: Int! runs(least: Int): [Run!]! leftIds: [ID!]! }
  type Run { id: ID! name: String name2(times: Int): String! }
`);

const caller = { name: 'a', workspace: 'w', role: 'VIEWER', isOfInstallation: false } as Caller;

describe('rows that many are sent', () => {
  let reads: string[];
  const row = (id: string): Row => ({
    id,
    name: () => {
      reads.push(id);
      return `"${id}" $& \u2028 {{x}}`;
    },
  });
  const [a, b, c] = [row('a'), row('b'), row('c')];
  beforeEach(() => {
    reads = [];
  });

  const listOf = (rows: readonly Row[], sequence = 1): Rows<Row> => ({
    field: 'runs',
    rows,
    around: (runs) => ({ changed: { sequence, runs, leftIds: ['x'] } }),
  });
  const operation = (text: string, variableValues: Record<string, unknown> = {}): ExecutionArgs => ({
    schema,
    document: parse(`subscription ($filter: String, $with: Boolean = true, $times: Int) { ${text} }`),
    variableValues: { with: true, ...variableValues },
  });
  const write = (shared: SharedRows, args: ExecutionArgs, rows: readonly Row[], who: Partial<Caller> = {}) =>
    shared.write(
      {
        args,
        context: { caller: { ...caller, ...who }, loaders: new Map(), hungUp: () => new AbortController().signal },
      },
      listOf(rows) as Rows<object>,
    );
  const plain = async (args: ExecutionArgs, rows: readonly Row[]): Promise<string> =>
    JSON.stringify(await execute({ ...args, rootValue: listOf(rows).around(rows) }));
  const show = (result: object): object => result;

  it.each([
    'changed { sequence runs { id name } leftIds }',
    'x: changed { a: runs { n: name } b: runs { id } leftIds __typename }',
    'changed { ... { runs { id } } ...F } } fragment F on Changed { runs { name } sequence',
    'changed { sequence }',
    'changed { runs @include(if: $with) { name } leftIds }',
    'changed { runs @skip(if: $with) { name } leftIds }',
    'changed { runs { id } runs { name } }',
  ])('are written as they would be one subscription at a time: %s', async (text) => {
    const shared = new SharedRows(show);
    const args = operation(text);
    for (const rows of [[a, b], [b, c, a], [], [c]])
      expect(await write(shared, args, rows)).toBe(await plain(args, rows));
  });

  it('are executed once for all whose filters let them through', async () => {
    const shared = new SharedRows(show);
    const texts = [];
    for (const [filter, rows] of [
      ['one', [a, b]],
      ['two', [b, c]],
      ['three', [a, b, c]],
    ] as const)
      texts.push(await write(shared, operation('changed(filter: $filter) { runs { id name } }', { filter }), rows));
    expect(reads).toEqual(['a', 'b', 'c']);
    expect(texts.map((text) => JSON.parse(text).data.changed.runs.map(({ id }: { id: string }) => id))).toEqual([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it.each<[string, ExecutionArgs, Partial<Caller>]>([
    ['another text', operation('changed { runs { name id } }'), {}],
    ['a variable inside', operation('changed { runs { id name @include(if: $with) } }', { with: false }), {}],
    ['another role', operation('changed { runs { id name @include(if: $with) } }'), { role: 'OPERATOR' }],
    ['another workspace', operation('changed { runs { id name @include(if: $with) } }'), { workspace: 'v' }],
  ])('are not shared with %s', async (_, other, who) => {
    const shared = new SharedRows(show);
    const args = operation('changed { runs { id name @include(if: $with) } }');
    expect(await write(shared, args, [a])).toBe(await plain(args, [a]));
    reads = [];
    const [text, expected] = [await write(shared, other, [a], who), await plain(other, [a])];
    expect(text).toBe(expected);
    const isNamed = text.includes('name');
    expect(reads).toEqual(isNamed ? ['a', 'a'] : []);
  });

  it('say what went wrong with a row at its place, and keep nothing of it', async () => {
    const shared = new SharedRows(show);
    let isBroken = true;
    const broken: Row = {
      id: 'bad',
      name: () => {
        if (isBroken) throw new Error('no name');
        return 'mended';
      },
    };
    const args = operation('changed { runs { id name } }');
    await write(shared, args, [a, b]);
    expect(JSON.parse(await write(shared, args, [a, b, broken]))).toMatchObject({
      data: { changed: { runs: [{ id: 'a' }, { id: 'b' }, { id: 'bad', name: null }] } },
      errors: [{ path: ['changed', 'runs', 2, 'name'] }],
    });
    isBroken = false;
    expect(await write(shared, args, [broken])).toContain('mended');
  });

  it('are found in a payload that names them', () => {
    const rows = listOf([a]);
    expect([rowsOf({ [ROWS]: rows }), rowsOf({ rows }), rowsOf(null), rowsOf('x')]).toEqual([
      rows,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
