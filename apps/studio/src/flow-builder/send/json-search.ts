import { compileJsonPath, type Json } from '@aftercall/flow-model';
import { jsonRows, membersOf, pathOf, type JsonRow, type JsonWay } from './json-rows.ts';

/** More are not shown: whoever looks for something narrows it down. */
const MOST = 1_000;

/** The lines that a search leaves, or why it cannot be made. */
export interface JsonSearch {
  readonly rows: readonly JsonRow[];
  readonly matchCount: number;
  readonly problem: string | undefined;
}

/** What begins with `$` is a JSON path; anything else is looked for in names, texts and numbers, small and capital alike. */
export function searchJson(value: Json, text: string): JsonSearch {
  const found = text.startsWith('$') ? waysOfPath(value, text) : { ways: waysWith(value, text.toLowerCase()) };
  if (found.ways === undefined) return { rows: [], matchCount: 0, problem: found.problem };
  const matches = new Set(found.ways.map(pathOf));
  const around = new Set(found.ways.flatMap((way) => way.map((_step, at) => pathOf(way.slice(0, at)))));
  const rows = jsonRows(value, around).filter(({ way }) => {
    const path = pathOf(way);
    return matches.has(path) || around.has(path);
  });
  return { rows, matchCount: found.ways.length, problem: undefined };
}

function waysOfPath(
  value: Json,
  text: string,
): { ways: JsonWay[]; problem?: undefined } | { ways?: undefined; problem: string } {
  const compiled = compileJsonPath(text);
  if (!compiled.ok) return { problem: compiled.problem };
  return { ways: compiled.path.locate(value).slice(0, MOST) };
}

function waysWith(value: Json, wanted: string): JsonWay[] {
  const found: JsonWay[] = [];
  const walk = (way: JsonWay, at: Json): void => {
    if (found.length >= MOST) return;
    if (isMatch(way, at, wanted)) found.push(way);
    for (const [step, member] of membersOf(at)) walk([...way, step], member);
  };
  walk([], value);
  return found;
}

function isMatch(way: JsonWay, value: Json, wanted: string): boolean {
  const name = way.at(-1);
  if (typeof name === 'string' && name.toLowerCase().includes(wanted)) return true;
  return typeof value !== 'object' && String(value).toLowerCase().includes(wanted);
}
