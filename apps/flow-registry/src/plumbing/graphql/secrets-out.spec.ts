import { createLogger } from '@aftercall/service-runtime';
import { buildSchema, graphqlSync, GraphQLError, parse, validate, type OperationDefinitionNode } from 'graphql';
import { inspect } from 'node:util';
import { fault } from '../../faults.ts';
import { faultFormat } from './fault-format.ts';
import { scalars } from './scalars.ts';
import { refuseUnfitVariables } from './variables-fit.ts';

const SECRET = 's3cret-value';
const lines: string[] = [];
const format = faultFormat(
  createLogger({ service: 'test', level: 'info', destination: { write: (line) => lines.push(line) } }),
);
const formatted = (error: GraphQLError) => format({ ...error.toJSON(), extensions: { ...error.extensions } }, error);

describe('what leaves with an error', () => {
  beforeEach(() => {
    lines.length = 0;
  });

  it('is the code of a fault and a request id, while its text and cause go to the log', () => {
    const cause = fault('VAULT_UNAVAILABLE', { workspace: 'acme' }, new Error(`connect to ${SECRET}`));
    const told = formatted(new GraphQLError(cause.message, { originalError: cause, path: ['authProfiles', 0] }));
    expect(told).toEqual({
      message: expect.any(String),
      path: ['authProfiles', 0],
      extensions: { code: 'VAULT_UNAVAILABLE', requestId: expect.any(String) },
    });
    expect(JSON.stringify(told)).not.toMatch(/did not answer|s3cret/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      code: 'VAULT_UNAVAILABLE',
      workspace: 'acme',
      error: { stack: expect.any(String) },
    });
  });

  it('is INTERNAL for everything that nobody expected, whatever code it claims', () => {
    const defect = new GraphQLError(`cannot read ${SECRET}`, {
      originalError: new TypeError(SECRET),
      extensions: { code: 'DEPTH_OF_HELL' },
    });
    expect(formatted(defect)).toEqual({
      message: expect.any(String),
      extensions: { code: 'INTERNAL', requestId: expect.any(String) },
    });
    expect(lines).toHaveLength(1);
  });

  it('is the text of what a caller can mend, without values', () => {
    const schema = buildSchema('type Query { a(kind: Kind, count: Int): String } enum Kind { GOOD }');
    for (const query of [
      `{ a(kind: "${SECRET}") }`,
      `{ a(kind: ${SECRET.replace('-', '_')}) }`,
      `{ a(count: {x: "${SECRET}"}) }`,
    ]) {
      for (const error of validate(schema, parse(query))) {
        const told = formatted(
          new GraphQLError(error.message, {
            nodes: error.nodes ?? null,
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          }),
        );
        expect(told.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
        expect(JSON.stringify(told)).not.toContain('s3cret');
      }
    }
    for (const query of [`{ a(kind: "${SECRET}" "${SECRET}"`, `"${SECRET}" { a }`, `{ a """${SECRET}`]) {
      const result = graphqlSync({ schema, source: query });
      const told = formatted(
        new GraphQLError(result.errors?.[0]?.message ?? '', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } }),
      );
      expect(told.message).toContain('Syntax Error');
      expect(JSON.stringify(told)).not.toContain('s3cret');
    }
    expect(lines).toEqual([]);
  });

  it('names the place in a variable that does not fit, and nothing that stands there', () => {
    const schema = buildSchema(
      'type Query { a(input: In!, n: Int): String } input In { kind: Kind!, list: [In!], secret: String } enum Kind { GOOD }',
    );
    const operation = parse('query ($input: In!, $n: Int) { a(input: $input, n: $n) }')
      .definitions[0] as OperationDefinitionNode;
    const placeOf = (variables: object): unknown => {
      try {
        refuseUnfitVariables(schema, operation, variables as Record<string, unknown>);
        return undefined;
      } catch (error) {
        expect(String(error)).not.toContain('s3cret');
        return (error as GraphQLError).extensions['at'];
      }
    };
    const good = { kind: 'GOOD', secret: SECRET };
    expect(placeOf({ input: good })).toBeUndefined();
    expect(placeOf({})).toBe('input');
    expect(placeOf({ input: null })).toBe('input');
    expect(placeOf({ input: { ...good, kind: SECRET } })).toBe('input.kind');
    expect(placeOf({ input: { ...good, list: [good, { ...good, kind: 1 }] } })).toBe('input.list.1.kind');
    expect(placeOf({ input: good, n: SECRET })).toBe('n');
    expect(placeOf({ input: { ...good, [SECRET]: 1 } })).toBe('input');
  });
});

describe('scalars', () => {
  it('let a secret in as a variable only, and never out', () => {
    const secret = scalars.Secret.parseValue({ token: SECRET });
    expect(secret.reveal()).toEqual({ token: SECRET });
    expect([JSON.stringify(secret), inspect(secret), JSON.stringify({ secret })].join()).not.toContain(SECRET);
    expect(() => scalars.Secret.parseLiteral({ kind: 'StringValue', value: SECRET } as never)).toThrow(
      'must come as a variable',
    );
    expect(() => scalars.Secret.serialize(secret)).toThrow('never answered');
  });

  it('take instants with a time zone', () => {
    expect(scalars.DateTime.parseValue('2026-11-20T10:01:05+01:00')).toEqual(new Date('2026-11-20T09:01:05Z'));
    expect(scalars.DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    for (const text of ['2026-11-20', '2026-11-20T09:01:05', 'tomorrow', 1_700_000_000, null, '2026-13-45T00:00:00Z']) {
      expect(() => scalars.DateTime.parseValue(text)).toThrow('DateTime must be ISO 8601');
    }
  });
});
