import { buildSchema, parse, validate } from 'graphql';
import { MAX_ALIASES, MAX_QUERY_DEPTH, queryLimits } from './query-limits.ts';

const schema = buildSchema('type Query { self: Query name: String }');
const codes = (query: string): unknown[] =>
  validate(schema, parse(query), [queryLimits]).map((error) => error.extensions['code']);
const nested = (levels: number, inside = 'name'): string =>
  `${'self { '.repeat(levels)}${inside}${' }'.repeat(levels)}`;

describe('limits of queries', () => {
  it('count depth to the last one allowed, also through fragments', () => {
    expect(codes(`{ ${nested(MAX_QUERY_DEPTH - 1)} }`)).toEqual([]);
    expect(codes(`{ ${nested(MAX_QUERY_DEPTH)} }`)).toEqual(['QUERY_TOO_DEEP']);
    const split = (levels: number): string =>
      `{ ${nested(7, '...f')} } fragment f on Query { ... on Query { ${nested(levels)} } }`;
    expect(codes(split(MAX_QUERY_DEPTH - 8))).toEqual([]);
    expect(codes(split(MAX_QUERY_DEPTH - 7))).toEqual(['QUERY_TOO_DEEP']);
  });

  it('count an alias each time its fragment is spread', () => {
    const aliases = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}: name`).join(' ');
    expect(codes(`{ ${aliases(MAX_ALIASES)} }`)).toEqual([]);
    expect(codes(`{ ${aliases(MAX_ALIASES + 1)} }`)).toEqual(['TOO_MANY_ALIASES']);
    expect(codes(`{ ...f b: self { ...f } } fragment f on Query { ${aliases(25)} }`)).toEqual(['TOO_MANY_ALIASES']);
  });

  it('survive fragments that hold themselves', () => {
    expect(codes('{ ...a } fragment a on Query { self { ...b } } fragment b on Query { self { ...a } }')).toEqual([]);
  });
});
