import type { Json } from '../document/json.ts';
import type { MappingRow } from '../document/nodes/api-request.ts';
import { compileMapping } from './map-response.ts';

const row = (some: Partial<MappingRow>): MappingRow => ({
  variable: 'v',
  path: '$.v',
  type: 'json',
  required: false,
  externalId: false,
  ...some,
});
const map = (rows: Partial<MappingRow>[], body: unknown, bodyProblem?: string) =>
  compileMapping(rows.map(row))({ status: 200, headers: {}, body, bodyProblem });
const one = (some: Partial<MappingRow>, body: Json) => {
  const { variables, problems } = map([some], body);
  return problems.length > 0 ? problems.map((problem) => problem.message) : variables['v'];
};

describe('mapping an answer', () => {
  const body = { id: 42, customer: { name: 'Ada', tags: ['a', 'b'] }, 'odd name': true, none: null };

  it.each<[string, Json]>([
    ['$.id', 42],
    ['id', 42],
    ['customer.tags[1]', 'b'],
    ['$.customer.tags[-1]', 'b'],
    ["$['odd name']", true],
    ['$.customer.tags[*]', ['a', 'b']],
    ['$..name', ['Ada']],
    ['$', body],
    ['$.constructor', null],
    ['$.customer.tags.length', null],
  ])('finds %s', (path, value) => {
    expect(one({ path }, body)).toEqual(value);
  });

  it.each<[Json, MappingRow['type'], Json]>([
    [42, 'string', '42'],
    [{ a: 1 }, 'string', '{"a":1}'],
    [' 4.5 ', 'number', 4.5],
    [0, 'number', 0],
    ['true', 'boolean', true],
    [false, 'boolean', false],
    [[1], 'json', [1]],
  ])('reads %j as %s', (value, type, read) => {
    expect(one({ type }, { v: value })).toEqual(read);
  });

  it.each<[Json, MappingRow['type']]>([
    ['', 'number'],
    ['12 apples', 'number'],
    [true, 'number'],
    ['yes', 'boolean'],
    [1, 'boolean'],
  ])('does not read %j as %s', (value, type) => {
    expect(one({ type }, { v: value })).toEqual([expect.stringContaining('v ($.v): the value is not')]);
  });

  it('takes the default for what is absent or null, and complains of what is required', () => {
    expect(one({ default: 'there', required: true }, {})).toBe('there');
    expect(one({ default: 'there', required: true }, { v: null })).toBe('there');
    expect(one({}, {})).toBeNull();
    expect(one({ required: true }, {})).toEqual(['v ($.v): the answer has no value there.']);
    expect(one({ required: true, path: '$.v[*]' }, { v: [] })).toHaveLength(1);
  });

  it('does not lose the others over a bad one', () => {
    const mapped = map(
      [
        { variable: 'a', path: 'id', type: 'boolean' },
        { variable: 'b', path: 'id' },
      ],
      body,
    );
    expect(mapped.variables).toEqual({ b: 42 });
    expect(mapped.problems).toEqual([{ code: 'MAPPING_FAILED', variable: 'a', message: expect.any(String) as string }]);
  });

  it('collects the ids to trace by, as text', () => {
    const mapped = map(
      [
        { variable: 'a', path: 'id', externalId: true },
        { variable: 'b', path: 'nothing', externalId: true },
      ],
      body,
    );
    expect(mapped.externalIds).toEqual([{ name: 'a', value: '42' }]);
  });

  it('reads nothing from an answer without body, or with one that cannot be read', () => {
    expect(map([{}], undefined)).toEqual({ variables: { v: null }, externalIds: [], problems: [] });
    expect(map([{ default: 1 }], undefined, 'the answer was cut').problems).toEqual([
      { code: 'MAPPING_FAILED', variable: 'v', message: 'v ($.v): the answer was cut.' },
    ]);
    let deep: Json = 1;
    for (let level = 0; level < 50_000; level += 1) deep = { v: deep };
    expect(map([{ path: '$..v' }], deep).problems).toHaveLength(1);
  });

  it('reads a header by its name in any case, and the status', () => {
    const answer = { status: 201, headers: { 'x-request-id': '77', location: '/tickets/1' }, body: undefined };
    const rows = [
      row({ variable: 'id', from: 'header', path: 'X-Request-Id', type: 'number', externalId: true }),
      row({ variable: 'at', from: 'header', path: 'location' }),
      row({ variable: 'none', from: 'header', path: 'constructor', default: 'there' }),
      row({ variable: 'status', from: 'status', path: '' }),
      row({ variable: 'code', from: 'status', path: '', type: 'string' }),
    ];
    expect(compileMapping(rows)(answer)).toEqual({
      variables: { id: 77, at: '/tickets/1', none: 'there', status: 201, code: '201' },
      externalIds: [{ name: 'id', value: '77' }],
      problems: [],
    });
  });

  it('keeps headers and the status of an answer whose body cannot be read', () => {
    const rows = [
      row({ variable: 'a' }),
      row({ variable: 'b', from: 'header', path: 'X-A', required: true }),
      row({ variable: 'c', from: 'status', path: '' }),
    ];
    const { variables, problems } = compileMapping(rows)({ status: 200, headers: {}, body: 'x', bodyProblem: 'cut' });
    expect(variables).toEqual({ c: 200 });
    expect(problems.map(({ message }) => message)).toEqual([
      'a ($.v): cut.',
      'b (header X-A): the answer has no value there.',
    ]);
  });

  it('keeps a variable called __proto__ out of every prototype', () => {
    const { variables } = map([{ variable: '__proto__', path: '$' }], { admin: true });
    expect(Object.getPrototypeOf(variables)).toBe(Object.prototype);
  });
});
