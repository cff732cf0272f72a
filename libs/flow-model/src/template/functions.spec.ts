import type { Json } from '../document/json.ts';
import { aScope } from '../testing/a-scope.ts';
import { compileContent } from './expression.ts';
import { EXPRESSION_FUNCTIONS } from './functions.ts';

const variables = {
  long: 'x'.repeat(3_000_000),
  many: Array.from({ length: 10_001 }, (_, at) => ({ at })),
  some: [{ role: 'agent', n: 1 }, { role: 'caller', n: 2 }, 'odd', null],
  half: 'a\uD800b',
};

function evaluate(content: string): Json {
  const compiled = compileContent(content);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.value.evaluate(aScope({ variables }));
}

describe('the function table', () => {
  it.each(EXPRESSION_FUNCTIONS.flatMap(({ examples }) => examples))('%s is %j, as documented', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it('says of each function what it does, with an example, under a name of its own', () => {
    const names = EXPRESSION_FUNCTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { doc, examples, name } of EXPRESSION_FUNCTIONS) {
      expect(doc).toMatch(/\.$/);
      expect(examples.some(([source]) => source.includes(name))).toBe(true);
    }
  });

  it.each(EXPRESSION_FUNCTIONS.map((one) => [one.name, one] as const))(
    '%s takes anything without an error',
    (_, one) => {
      const odd = [null, '', 'a', 0, -1.5, 10n ** 18n, true, [], ['a', { n: 1 }], { n: 1 }, Number.MAX_VALUE, '\uD800'];
      const given = odd.flatMap((first) => odd.map((second) => one.apply(first, second, first, second)));
      expect([...given, ...odd.map((first) => one.apply(first))]).not.toContain(undefined);
    },
  );
});

describe('functions', () => {
  it.each<[string, Json]>([
    ['lower(missing)', null],
    ['lower([1])', null],
    ['lower(5)', '5'],
    ['replace("aaa", "", "x")', 'aaa'],
    ['replace("aaa", "a", missing)', ''],
    ['size(replace(long, "x", "xx"))', 0],
    ['replace("a.c", ".", "$&")', 'a$&c'],
    ['size(long + long)', 0],
    ['size(split(long, ""))', 0],
    ['split("", ",")', ['']],
    ['join(many)', null],
    ['pluck(many, "at")', null],
    ['size(where(many, "at", 1))', 0],
    ['pluck(some, "n")', [1, 2, null, null]],
    ['pluck(some, "constructor")', [null, null, null, null]],
    ['where(some, "role", "caller").first().n', 2],
    ['truncate("😀😀😀", 2)', '😀…'],
    ['truncate("abc", 0)', ''],
    ['substring("a😀b", 1, 2)', '😀'],
    ['substring("abc", 2, 1)', ''],
    ['substring("abc", 9)', ''],
    ['mask("ab")', 'ab'],
    ['round(-0.4)', 0],
    ['round(1e21, 2)', 1e21],
    ['round(5e-7, 6)', 0.000001],
    ['number(" 7 ")', 7],
    ['number("")', null],
    ['parseJson("{\\"__proto__\\": 1}")["__proto__"]', 1],
    ['parseJson("[\\"\\\\u0000\\"]")', ['\uFFFD']],
    ['base64Encode(half)', 'Ye+/vWI='],
    ['base64Decode("/w==")', null],
    ['base64Decode(base64Encode("😀"))', '😀'],
    ['urlEncode(half)', 'a%EF%BF%BDb'],
    ['sha256(long)', null],
    ['phone("0171 5550199", "DE")', '+491715550199'],
    ['phone("call me at +14155552671")', null],
    ['coalesce(missing, null, false)', false],
    ['dyn(missing)', null],
    ['default(missing, 1) + 1', 2],
    ['first(missing)', null],
    ['last([])', null],
  ])('%s is %j', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it.each<[string, Json]>([
    ['parseDate("2026-02-30")', null],
    ['parseDate("2026-11-20")', '2026-11-20T00:00:00.000Z'],
    ['parseDate("2026-11-20 09:00")', '2026-11-20T09:00:00.000Z'],
    ['parseDate("2026-11-20T09:00:00.1234+0530")', '2026-11-20T03:30:00.123Z'],
    ['parseDate("2026-07-01T12:00:00", null, "Europe/Berlin")', '2026-07-01T10:00:00.000Z'],
    // Clocks are set forward from 02:00 to 03:00, and back from 03:00 to 02:00.
    ['parseDate("2026-03-29 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin")', '2026-03-29T01:30:00.000Z'],
    ['parseDate("2026-10-25 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin")', '2026-10-25T00:30:00.000Z'],
    ['parseDate("4 July 2026", "d MMMM yyyy")', '2026-07-04T00:00:00.000Z'],
    ['parseDate("31/02/2026", "dd/MM/yyyy")', null],
    ['parseDate("2026-11-20x", "yyyy-MM-dd")', null],
    [
      'formatDate("2026-01-05T00:05:09.007Z", "yy M d H h mm s SSS a EEEE xxx XXX")',
      '26 1 5 0 12 05 9 007 AM Monday +00:00 Z',
    ],
    ['formatDate("2026-07-01T12:00:00Z", "HH:mm xxx", "Asia/Kolkata")', '17:30 +05:30'],
    [`formatDate("2026-07-01T12:00:00Z", "'at' h 'o''clock'")`, "at 12 o'clock"],
    ['formatDate("not a date", "yyyy")', null],
    ['formatDate("2026-07-01T12:00:00Z", text, "UTC")', null],
    ['addToDate("2024-02-29T12:00:00Z", 1, "years")', '2025-02-28T12:00:00.000Z'],
    ['addToDate("2026-01-15T12:00:00Z", -2, "months")', '2025-11-15T12:00:00.000Z'],
    ['addToDate("9999-12-31T12:00:00Z", 1, "days")', null],
    ['addToDate("2026-01-15T12:00:00Z", 1e300, "days")', null],
    ['dateDifference("2026-11-20", "2026-11-19", "days")', -1],
    ['parseDate("2026-11-20T09:00:00Z") < parseDate("2026-11-20T09:00:00.5Z")', true],
  ])('%s is %j', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it.each([
    ['formatDate(x, "YYYY")', 'YYYY is no part of a date pattern'],
    ['parseDate(x, "EEEE")', 'EEEE can be shown but not read'],
    ['formatDate(x, "yyyy", "Mars/Olympus")', '"Mars/Olympus" is no time zone'],
    ['addToDate(x, 1, "fortnights")', '"fortnights" is no unit of time'],
    ['phone(x, "USA")', '"USA" is no country'],
    ['truncate(x)', 'truncate() takes 2 to 3 values: truncate(text, length, ending?)'],
    ['coalesce()', 'coalesce() takes 1 or more values'],
    ['x.has()', 'no method has()'],
  ])('%s is refused before anything runs', (source, problem) => {
    expect(compileContent(source)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });
});

describe('sizes', () => {
  it('what is put together again and again stays bounded, in memory and in time', () => {
    const compiled = compileContent('[a, a]');
    let a: Json = 'x';
    for (let round = 0; round < 60; round += 1) {
      a = compiled.ok ? compiled.value.evaluate(aScope({ variables: { a } })) : null;
    }
    const text = compileContent('string(a) + string([a, a])');
    expect(text.ok && text.value.evaluate(aScope({ variables: { a } }))).toEqual(expect.any(String));
  });
});
