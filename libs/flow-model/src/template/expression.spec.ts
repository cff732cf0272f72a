import fc from 'fast-check';
import type { Json, JsonObject } from '../document/json.ts';
import { aScope } from '../testing/a-scope.ts';
import { compileCondition, compileContent } from './expression.ts';

const scope = aScope({
  interaction: {
    DISPOSITION: 'escalated',
    DURATION: 187,
    SUMMARY: 'He said "hi"',
    TURNS: [{ role: 'agent', startMs: 400 }],
    ENDED_AT: null,
    SIP: { 'X-Tenant': 'acme' },
  },
  variables: { count: 5, text: 'abc', flag: true, list: [1, 'two'], 'odd-name': 'odd' },
  steps: { create: { response: { status: 201, headers: { etag: 'e1' }, body: { id: 42 } } } },
  env: { CRM_URL: 'https://crm.example' },
});

function holds(source: string): boolean {
  const compiled = compileCondition(source);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.value.holds(scope);
}

function evaluate(content: string): Json {
  const compiled = compileContent(content);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.value.evaluate(scope);
}

describe('conditions', () => {
  it.each([
    '{{interaction.DISPOSITION}} == "escalated"',
    '{{ interaction.DURATION }} > 30 && {{interaction.DISPOSITION}} != "x"',
    'interaction.TURNS[0].role == "agent"',
    'interaction.SIP["X-Tenant"] == "acme"',
    'steps.create.response.status == 201 && steps.create.response.headers.etag == "e1"',
    'variables["odd-name"] == "odd" && text == variables.text',
    'count * 2 + 1 == 11 && count / 2 == 2.5 && count % 2 == 1',
    'size(text) == 3 && list.size() == 2',
    '"two" in list && 1 in list && !("x" in list) && "SUMMARY" in interaction',
    'interaction.SUMMARY.contains("said") && text.startsWith("a") && text.endsWith("c")',
    'int("42") == 42 && double("1.5") == 1.5 && string(count) == "5"',
    'flag ? text == "abc" : false',
    'env.CRM_URL.startsWith("https://") && run.id == "run-1"',
    '"{" + text + "}" == "{abc}"',
    '{"a": [1, count]} == {"a": [1.0, 5]}',
  ])('%s is true', (source) => {
    expect(holds(source)).toBe(true);
  });

  it.each([
    'missing == "x"',
    'missing > 3',
    'missing <= 3',
    'missing.deeper[4].still == 1',
    'interaction.ENDED_AT > "2026"',
    'text > 3',
    'text == 5',
    'missing.contains("x")',
    'missing',
    'missing && flag',
    'count',
    '1 / 0 == 1',
    'int("12x") >= 0',
    'constructor == "x"',
    'list["length"] == 2',
  ])('%s is false, not an error', (source) => {
    expect(holds(source)).toBe(false);
  });

  it.each([
    '!(missing == "x")',
    'missing == null',
    'missing != "x"',
    '!missing',
    '!has(missing)',
    'size(missing) == 0',
    'interaction.constructor == null',
  ])('%s is true: absence is an ordinary value', (source) => {
    expect(holds(source)).toBe(true);
  });

  it.each([
    ['"{{text}}" == "abc"', 'a template stands in quotes'],
    ['{{text == "abc"', 'never closed'],
    ['{{}} == 1', 'nothing between'],
    ['text ==', 'unexpected token'],
    ['text.matches("^(a+)+$")', 'no method matches()'],
    ['list.map(a, list.map(b, a)) == []', 'no method map()'],
    ['list.all(a, a == 1)', 'no method all()'],
    ['list.exists(a, a == 1)', 'no method exists()'],
    ['cel.bind(a, 1, a == 1)', 'no method bind()'],
    ['timestamp(text) == 1', 'no function timestamp()'],
    ['size(text, 1) == 1', 'size() takes 1 value'],
    ['text.contains() == true', 'contains() takes 1 value'],
    ['b"a" == text', 'bytes'],
    ['1 + 2', 'never true or false'],
    ['[true]', 'never true or false'],
    ['size(text)', 'never true or false'],
    ['', 'unexpected token'],
    [`text == "${'x'.repeat(2048)}"`, 'longer than 2048'],
    [`${'!'.repeat(2000)}flag`, 'exceeded'],
    [`${'('.repeat(100)}flag${')'.repeat(100)}`, 'exceeded'],
    [Array.from({ length: 150 }, () => 'flag').join(' && '), 'exceeded'],
  ])('refuses %.60s', (source, problem) => {
    expect(compileCondition(source)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });
});

describe('values', () => {
  it.each<[string, Json]>([
    ['7 / 2', 3],
    ['7.0 / 2', 3.5],
    ['size(text)', 3],
    ['size("héé😀")', 4],
    ['[1, count]', [1, 5]],
    ['9223372036854775807 + 1', null],
    ['count / 0', null],
    ['missing + 1', null],
    ['text + count + missing + flag', 'abc5true'],
    ['list + [3]', [1, 'two', 3]],
    ['-count', -5],
    ['string(list)', '[1,"two"]'],
    ['string(missing)', ''],
    ['double("")', null],
    ['int(-3.9)', -3],
    ['steps.create.response.body', { id: 42 }],
    ['missing|there', 'there'],
    ['text|there', 'abc'],
    ['missing|', ''],
    ['missing | it is "so" ', 'it is "so"'],
    ['missing|"quoted"', 'quoted'],
    ['missing|0', 0],
    ['missing|"0"', '0'],
    ['missing|007', '007'],
    ['missing|false', false],
    ['flag || missing', true],
    ['missing == null ? "there" : missing', 'there'],
  ])('%s', (content, value) => {
    expect(evaluate(content)).toEqual(value);
  });

  it('tells which names it reads, computed ones as far as they are known', () => {
    const compiled = compileContent('steps.a.response.body["x"] + name|x');
    expect(compiled.ok && compiled.value.references).toEqual([
      { root: 'steps', path: ['a', 'response', 'body', 'x'], isBare: false, range: { from: 0, to: 26 } },
      { root: 'variables', path: ['name'], isBare: true, range: { from: 29, to: 33 } },
    ]);
    const computed = compileContent('variables[interaction.DISPOSITION].x');
    expect(computed.ok && computed.value.references).toEqual([
      { root: 'variables', path: [], isBare: false, range: { from: 0, to: 9 } },
      { root: 'interaction', path: ['DISPOSITION'], isBare: false, range: { from: 10, to: 33 } },
    ]);
  });

  it.each<[string, string | undefined]>([
    ['text ==', ''],
    ['{{text}} == "x" && list.matches("a")', 'list.matches("a")'],
    ['{{missing|there}} == {{text.foo()}}', 'text.foo()'],
    ['text == "x" && {{ nowhere', '{{ nowhere'],
  ])('says where %s is wrong', (source, where) => {
    const compiled = compileCondition(source);
    const range = compiled.ok ? undefined : compiled.range;
    expect(range && source.slice(range.from, range.to).trim()).toBe(where);
  });

  it('says where names stand, defaults and templates or not', () => {
    const source = '{{ text|there }} == "x" && {{count}} > 1 && flag';
    const compiled = compileCondition(source);
    const ranges = compiled.ok ? compiled.value.references.map(({ range }) => range) : [];
    expect(ranges.map((range) => range && source.slice(range.from, range.to).trim())).toEqual([
      'text',
      'count',
      'flag',
    ]);
  });

  it.each<[string, Json]>([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['[9007199254740993, 1]', ['9007199254740993', 1]],
    ['int("9223372036854775807")', '9223372036854775807'],
    ['9007199254740993 > 9007199254740992.0', true],
    ['count * 3', 15],
    ['interaction.DURATION / 60', 187 / 60],
    ['1.0', 1],
    ['"a\\u0000b"', 'a\uFFFDb'],
  ])('%s leaves as %j: integers stay integers, and no digit is lost', (content, value) => {
    expect(evaluate(content)).toEqual(value);
  });

  it('does not run out of stack on an answer nested deeper than any stack', () => {
    let deep: Json = 1;
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    const compiled = compileContent('(a == b) ? 1 : string(a)');
    expect(compiled.ok && compiled.value.evaluate(aScope({ variables: { a: deep, b: [deep] } }))).toBe('');
  });
});

describe('whatever stands in the scope', () => {
  const names = ['a', 'b', 'interaction.X', 'steps.s.response.body.k', 'a[0]', 'b["k"]', 'a[b]', 'variables[a]'];
  const operand = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom('1', '2.5', '"text"', 'null', 'true', '[1]', '{"k": 1}'),
  );
  const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'in', '&&', '||');
  const unary = fc.constantFrom('', '!', '-', 'size', 'string', 'int', 'double', 'has');
  const expression = fc
    .tuple(unary, operand, operator, operand, operator, operand)
    .map(([apply, x, first, y, second, z]) => `${apply}(${x} ${first} ${y}) ${second} ${z}`);

  it('an expression gives JSON, never throws, and the same again', () => {
    fc.assert(
      fc.property(expression, fc.jsonValue(), fc.jsonValue(), (source, a, b) => {
        const compiled = compileContent(source);
        if (!compiled.ok) return;
        const some = aScope({
          interaction: { X: a as Json },
          variables: { a: a as Json, b: b as Json },
          steps: { s: { response: { status: 200, headers: {}, body: { k: b } as JsonObject } } },
        });
        const value = compiled.value.evaluate(some);
        expect(value).not.toBeUndefined();
        expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(compiled.value.evaluate(some))));
        expect(typeof value).not.toBe('bigint');
      }),
      { numRuns: 2000 },
    );
  });

  it('a comparison and its opposite never agree', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const some = aScope({ variables: { a: a as Json, b: b as Json } });
        const [same, other] = ['a == b', 'a != b'].map((source) => compileCondition(source));
        expect(same?.ok && same.value.holds(some)).not.toBe(other?.ok && other.value.holds(some));
      }),
    );
  });
});
