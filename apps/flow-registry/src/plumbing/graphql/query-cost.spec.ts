import {
  buildSchema,
  getIntrospectionQuery,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { queryRules } from './query-limits.ts';
import { MAX_QUERY_COST, refuseTooCostly } from './query-cost.ts';

const contract = buildSchema(readFileSync(resolve(__dirname, '../../../schema.graphql'), 'utf8'));

/** Undefined when it is not refused, else what it is said to cost. */
function costOf(query: string, variables: Record<string, unknown> = {}): number | undefined {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('no operation');
  try {
    refuseTooCostly(contract, { document, operation }, variables);
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    expect(error.extensions['code']).toBe('QUERY_TOO_COSTLY');
    return Number(/about (\d+) fields/.exec(error.message)?.[1]);
  }
}

/** `count` aliases of the same, each of which is `inside`. */
const many = (count: number, inside: string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${inside}`).join(' ');

describe('the cost of a query', () => {
  it('lets whatever a page of the Studio or a first script asks pass', () => {
    const steps =
      'steps { key kind status attempts { number status durationMs request { method url } response { status } } }';
    expect(
      costOf(`{ runs(first: 100) { nodes { id status call { id } version { number } ${steps} variables } } }`),
    ).toBe(undefined);
    expect(
      costOf('{ actions(first: 100) { nodes { id name agents { agentId } draft { revision problems { code } } } } }'),
    ).toBe(undefined);
    expect(costOf(getIntrospectionQuery())).toBe(undefined);
  });

  it('lets every document of the Studio pass, its lists as long as a page may be', () => {
    const file = resolve(__dirname, '../../../../studio/public/persisted-documents.json');
    const documents = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    expect(documents.length).toBeGreaterThan(5);
    for (const document of documents) {
      expect(costOf(document, { first: 100 })).toBeUndefined();
      expect(validate(contract, parse(document), [...specifiedRules, ...queryRules])).toEqual([]);
    }
  });

  it('counts what is inside of a list as often as the list is long', () => {
    // 50 lists of 100 runs with 30 fields each, the list and its nodes: 50 * (1 + 100 * (1 + 30)).
    const fields = Array.from({ length: 30 }, () => 'id').join(' ');
    expect(costOf(`{ ${many(50, `runs(first: 100) { nodes { ${fields} } }`)} }`)).toBe(155_050);
    expect(costOf(`{ ${many(50, `runs { nodes { ${fields} } }`)} }`)).toBeUndefined();
    expect(costOf(`{ ${many(50, `runs(first: 100000) { nodes { ${fields} } }`)} }`)).toBe(155_050);
  });

  it('knows lengths that come as variables, with their defaults', () => {
    const fields = Array.from({ length: 30 }, () => 'id').join(' ');
    const query = (type: string): string =>
      `query ($n: ${type}) { ${many(50, `runs(first: $n) { nodes { ${fields} } }`)} }`;
    expect(costOf(query('Int'), { n: 100 })).toBe(155_050);
    expect(costOf(query('Int'), { n: 10 })).toBeUndefined();
    expect(costOf(query('Int = 100'))).toBe(155_050);
    expect(costOf(query('Int = 100'), { n: 10 })).toBeUndefined();
    expect(costOf(query('Int'))).toBeUndefined();
  });

  it('counts a fragment wherever it is spread, in no time', () => {
    const layers = Array.from(
      { length: 25 },
      (_, index) => `fragment f${index} on Run { ...f${index + 1} ...f${index + 1} }`,
    );
    const query = `{ runs { nodes { ...f0 } } } ${layers.join(' ')} fragment f25 on Run { id }`;
    const beganMs = performance.now();
    expect(costOf(query)).toBe(1 + 20 * (1 + 2 ** 25));
    expect(performance.now() - beganMs).toBeLessThan(1000);
    expect(MAX_QUERY_COST).toBeLessThan(2 ** 25);
  });
});
