import { isDeeperThan, MAX_JSON_DEPTH, ownMember, type Json } from '../document/json.ts';
import type { MappingRow } from '../document/nodes/api-request.ts';
import type { Answer, MappedAnswer } from './exchange.ts';
import { compileJsonPath, type JsonPath } from './json-path.ts';
import { asText, cleanJson, parseNumber, withoutBrokenCharacters } from './value.ts';

type Read = { ok: true; value: Json } | { ok: false; problem: string };
/** Finds what a row asks for; null is what is not there. */
type Find = (answer: Answer) => Read;

/**
 * Reads variables from an answer, each row by itself: one that fails is reported and the others count.
 * @throws Error when a path does not compile; the check `json-paths-valid` comes first.
 */
export function compileMapping(rows: readonly MappingRow[]): (answer: Answer) => MappedAnswer {
  const compiled = rows.map((row) => ({ row, find: compileRow(row) }));
  return (answer) => {
    const variables: [string, Json][] = [];
    const mapped: MappedAnswer = { variables: {}, externalIds: [], problems: [] };
    for (const { row, find } of compiled) {
      const name = row.variable;
      const found = find(answer);
      const read = found.ok ? readRow(row, found.value) : found;
      if (!read.ok) {
        const message = `${name} (${placeOf(row)}): ${read.problem}.`;
        mapped.problems.push({ code: 'MAPPING_FAILED', variable: name, message });
        continue;
      }
      variables.push([name, read.value]);
      if (row.externalId && read.value !== null) mapped.externalIds.push({ name, value: asText(read.value) });
    }
    return { ...mapped, variables: Object.fromEntries(variables) };
  };
}

function compileRow({ from, path }: MappingRow): Find {
  switch (from) {
    case 'status':
      return ({ status }) => ({ ok: true, value: status });
    case 'header': {
      const name = path.toLowerCase();
      return ({ headers }) => ({ ok: true, value: ownMember(headers, name) });
    }
    case 'body':
    case undefined:
      return findInBody(mustCompilePath(path));
    default:
      return from satisfies never;
  }
}

function mustCompilePath(path: string): JsonPath {
  const compiled = compileJsonPath(path);
  if (!compiled.ok) throw new Error(`unchecked JSON path ${path}: ${compiled.problem}`);
  return compiled.path;
}

function findInBody(path: JsonPath): Find {
  return (answer) => {
    const problem = findUnreadable(answer);
    if (problem !== undefined) return { ok: false, problem };
    // `undefined` is an answer without a body: nothing is found in it.
    const found = answer.body === undefined ? [] : path.find(answer.body as Json);
    return { ok: true, value: path.isSingular ? (found[0] ?? null) : listOrNull(found) };
  };
}

/** Why nothing can be read from this body, whatever the row says. */
function findUnreadable({ body, bodyProblem }: Answer): string | undefined {
  if (bodyProblem !== undefined) return bodyProblem;
  return isDeeperThan(body, MAX_JSON_DEPTH)
    ? `the answer is nested deeper than ${String(MAX_JSON_DEPTH)} levels`
    : undefined;
}

function listOrNull(found: Json[]): Json {
  return found.length === 0 ? null : found;
}

function placeOf({ from, path }: MappingRow): string {
  if (from === 'status') return 'status';
  return from === 'header' ? `header ${path}` : path;
}

function readRow(row: MappingRow, value: Json): Read {
  if (value !== null) return cast(value, row.type);
  if (row.default !== undefined) return { ok: true, value: row.default };
  return row.required ? { ok: false, problem: 'the answer has no value there' } : { ok: true, value: null };
}

function cast(value: Json, type: MappingRow['type']): Read {
  switch (type) {
    case 'json':
      return { ok: true, value: cleanJson(value) };
    case 'string':
      return { ok: true, value: withoutBrokenCharacters(asText(value)) };
    case 'number':
      return castNumber(value);
    case 'boolean':
      return castBoolean(value);
    default:
      return type satisfies never;
  }
}

function castNumber(value: Json): Read {
  if (typeof value === 'number') return { ok: true, value };
  const number = typeof value === 'string' ? parseNumber(value) : undefined;
  return number === undefined ? { ok: false, problem: 'the value is not a number' } : { ok: true, value: number };
}

function castBoolean(value: Json): Read {
  if (typeof value === 'boolean') return { ok: true, value };
  if (value === 'true' || value === 'false') return { ok: true, value: value === 'true' };
  return { ok: false, problem: 'the value is not true or false' };
}
