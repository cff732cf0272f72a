import { isJsonObject, type Json, type JsonObject } from '../document/json.ts';
import { isSameJson } from '../document/same-json.ts';

/** A part of a node that is another now. */
export interface ValueChange {
  kind: 'added' | 'removed' | 'changed';
  /** Positions in lists are those of the newer value, for what was removed those of the older. */
  path: readonly string[];
  /** The same with rows called by what they name (a header's name, a branch's key) where they name something. */
  names: readonly string[];
  before?: Json | undefined;
  after?: Json | undefined;
}

interface Place {
  path: readonly string[];
  names: readonly string[];
}

/** Every smallest part in which two values differ. */
export function compareValues(before: Json, after: Json, place: Place = { path: [], names: [] }): ValueChange[] {
  if (isSameJson(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return compareObjects(before, after, place);
  const rows = Array.isArray(before) && Array.isArray(after) ? [rowsOf(before), rowsOf(after)] : [];
  const [older, newer] = rows;
  if (older !== undefined && newer !== undefined) return compareRows(older, newer, place);
  return [{ kind: 'changed', ...place, before, after }];
}

function compareObjects(before: JsonObject, after: JsonObject, place: Place): ValueChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    compareParts(partOf(before, name), partOf(after, name), {
      path: [...place.path, name],
      names: [...place.names, name],
    }),
  );
}

function partOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function compareParts(before: Json | undefined, after: Json | undefined, place: Place): ValueChange[] {
  if (before === undefined) return after === undefined ? [] : [{ kind: 'added', ...place, after }];
  return after === undefined ? [{ kind: 'removed', ...place, before }] : compareValues(before, after, place);
}

/** Rows of a table by what they name: a header's name, a mapping's variable, a branch's key; the second of a name apart. */
type Rows = ReadonlyMap<string, { at: number; row: Json }>;

/** Undefined for lists whose members name nothing: they are compared as a whole. */
function rowsOf(list: readonly Json[]): Rows | undefined {
  const rows = new Map<string, { at: number; row: Json }>();
  for (const [at, row] of list.entries()) {
    const name = isJsonObject(row) ? (row['key'] ?? row['name'] ?? row['variable']) : undefined;
    if (typeof name !== 'string') return undefined;
    let unique = name;
    for (let copy = 2; rows.has(unique); copy += 1) unique = `${name} (${String(copy)})`;
    rows.set(unique, { at, row });
  }
  return rows;
}

function compareRows(before: Rows, after: Rows, place: Place): ValueChange[] {
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [older, newer] = [before.get(name), after.get(name)];
    const at = String(newer?.at ?? older?.at ?? 0);
    return compareParts(older?.row, newer?.row, { path: [...place.path, at], names: [...place.names, name] });
  });
  return [...changes, ...compareOrder(before, after, place)];
}

/** First match wins in a Decision, and assignments see those above them: the order of what stayed means something. */
function compareOrder(older: Rows, newer: Rows, place: Place): ValueChange[] {
  const before = [...older.keys()].filter((name) => newer.has(name));
  const after = [...newer.keys()].filter((name) => older.has(name));
  if (before.join('\n') === after.join('\n')) return [];
  return [{ kind: 'changed', path: place.path, names: [...place.names, 'order'], before, after }];
}
