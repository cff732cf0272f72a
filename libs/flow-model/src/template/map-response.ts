import { isDeeperThan, MAX_JSON_DEPTH, type Json } from '../document/json.ts';
import type { MappingRow } from '../document/nodes/api-request.ts';
import type { Answer, MappedAnswer } from './exchange.ts';
import { compileJsonPath, type JsonPath } from './json-path.ts';
import { asText, parseNumber } from './value.ts';

type Read = { ok: true; value: Json } | { ok: false; problem: string };

/**
 * Reads variables from an answer, each row by itself: one that fails is reported and the others count.
 * @throws Error when a path does not compile; the check `json-paths-valid` comes first.
 */
export function compileMapping(rows: readonly MappingRow[]): (answer: Answer) => MappedAnswer {
  const compiled = rows.map((row) => ({ row, path: mustCompilePath(row.path) }));
  return (answer) => {
    const variables: [string, Json][] = [];
    const mapped: MappedAnswer = { variables: {}, externalIds: [], problems: [] };
    const unreadable = findUnreadable(answer);
    for (const { row, path } of compiled) {
      const name = row.variable;
      const read =
        unreadable === undefined ? readRow(row, path, answer.body) : { ok: false as const, problem: unreadable };
      if (!read.ok) {
        mapped.problems.push({
          code: 'MAPPING_FAILED',
          variable: name,
          message: `${name} (${row.path}): ${read.problem}.`,
        });
        continue;
      }
      variables.push([name, read.value]);
      if (row.externalId && read.value !== null) mapped.externalIds.push({ name, value: asText(read.value) });
    }
    return { ...mapped, variables: Object.fromEntries(variables) };
  };
}

function mustCompilePath(path: string): JsonPath {
  const compiled = compileJsonPath(path);
  if (!compiled.ok) throw new Error(`unchecked JSON path ${path}: ${compiled.problem}`);
  return compiled.path;
}

/** Why nothing can be read from this answer, whatever the row says. */
function findUnreadable({ body, bodyProblem }: Answer): string | undefined {
  if (bodyProblem !== undefined) return bodyProblem;
  return isDeeperThan(body, MAX_JSON_DEPTH)
    ? `the answer is nested deeper than ${String(MAX_JSON_DEPTH)} levels`
    : undefined;
}

function readRow(row: MappingRow, path: JsonPath, body: unknown): Read {
  // `undefined` is an answer without a body: nothing is found in it.
  const found = body === undefined ? [] : path.find(body as Json);
  const value = path.isSingular ? (found[0] ?? null) : listOrNull(found);
  if (value !== null) return cast(value, row.type);
  if (row.default !== undefined) return { ok: true, value: row.default };
  return row.required ? { ok: false, problem: 'the answer has no value there' } : { ok: true, value: null };
}

function listOrNull(found: Json[]): Json {
  return found.length === 0 ? null : found;
}

function cast(value: Json, type: MappingRow['type']): Read {
  switch (type) {
    case 'json':
      return { ok: true, value };
    case 'string':
      return { ok: true, value: asText(value) };
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
