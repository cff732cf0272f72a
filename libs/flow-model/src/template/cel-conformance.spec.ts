/**
 * The core sections of CEL's own conformance files against our compile: what an author knows of CEL holds here, but for the
 * cases that `cel-conformance.exceptions.json` lists, each under its reason. The list is exact: a case that begins to pass
 * has to leave it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import type { Json } from '../document/json.ts';
import { aScope } from '../testing/a-scope.ts';
import { compileContent } from './expression.ts';

const exceptions = JSON.parse(readFileSync(join(__dirname, 'cel-conformance.exceptions.json'), 'utf8')) as Record<
  string,
  { because: string; cases: string[] }
>;

const SECTIONS = ['basic', 'comparisons', 'conversions', 'fields', 'fp_math', 'integer_math', 'lists', 'logic'].concat(
  ['macros', 'namespace', 'parse', 'plumbing', 'string', 'timestamps'], // those for extensions and messages are left out
);

/** A value in the files' JSON form of Protocol Buffers. */
type Given = Record<string, unknown>;
interface Case {
  expr: string;
  value?: Given;
  evalError?: unknown;
  bindings?: Record<string, { value: Given }>;
}

/** The value as JSON says it; undefined for what JSON cannot say: bytes, unsigned numbers, types, messages, NaN. */
function asJson(given: Given): Json | undefined {
  if ('nullValue' in given) return null;
  if ('int64Value' in given) return wholeNumber(String(given['int64Value']));
  if ('doubleValue' in given)
    return Number.isFinite(Number(given['doubleValue'])) ? Number(given['doubleValue']) : undefined;
  if ('listValue' in given) return all((given['listValue'] as { values?: Given[] }).values ?? []);
  if ('mapValue' in given)
    return asObject((given['mapValue'] as { entries?: { key: Given; value: Given }[] }).entries ?? []);
  return (given['boolValue'] ?? given['stringValue']) as Json | undefined;
}

/** Beyond 2^53 our values are the digits as text. */
function wholeNumber(digits: string): Json {
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

function all(values: readonly Given[]): Json[] | undefined {
  const read = values.map(asJson);
  return read.includes(undefined) ? undefined : (read as Json[]);
}

function asObject(entries: readonly { key: Given; value: Given }[]): Json | undefined {
  const [keys, values] = [all(entries.map(({ key }) => key)), all(entries.map(({ value }) => value))];
  return (
    keys &&
    values &&
    Object.fromEntries(keys.map((key, at) => [JSON.stringify(key).replaceAll('"', ''), values[at] ?? null]))
  );
}

function passes({ expr, value = { boolValue: true }, evalError, bindings = {} }: Case): boolean {
  const bound = Object.entries(bindings).map(([name, binding]) => [name, asJson(binding.value)] as const);
  const expected = evalError === undefined ? asJson(value) : undefined;
  if (expected === undefined || bound.some(([, one]) => one === undefined)) return false;
  const compiled = compileContent(expr);
  if (!compiled.ok) return false;
  const variables = Object.fromEntries(bound) as Record<string, Json>;
  return sameJson(compiled.value.evaluate(aScope({ variables })), expected);
}

/** As JSON: it has one zero, and the names of an object in any order. */
function sameJson(one: Json, other: Json): boolean {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

const cases = (tests.suites ?? [])
  .filter(({ name }) => SECTIONS.includes(name))
  .flatMap((section) => (section.suites ?? []).map((suite) => ({ section, suite })))
  .flatMap(({ section, suite }) =>
    (suite.tests ?? []).map(({ original }) => ({
      name: `${section.name}/${suite.name}/${original.name ?? original.expr}`,
      isPassed: passes(original as unknown as Case),
    })),
  );

const failed = cases.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
const counts = `${String(cases.length - failed.length)} of ${String(cases.length)} pass`;

describe('the conformance files of CEL, core sections', () => {
  beforeAll(() => {
    const reasons = Object.entries(exceptions).map(([name, { cases: listed }]) => `${name} ${String(listed.length)}`);
    console.log(`CEL conformance, core sections: ${counts}; listed exceptions: ${reasons.join(', ')}`);
  });

  it(`${counts}, and the others are listed`, () => {
    const listed = Object.values(exceptions).flatMap((reason) => reason.cases);
    expect(failed.toSorted()).toEqual(listed.toSorted());
  });

  it.each(Object.entries(exceptions))('%s: a reason for cases to fail', (_, { because, cases: listed }) => {
    expect(because).toMatch(/\.$/);
    expect(listed.length).toBeGreaterThan(0);
  });
});
