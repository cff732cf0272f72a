/** Any JSON value. What flows compute and what the ledger keeps is always one of these: no dates, no bigints, no `undefined`. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object. Names are data (a caller's variable may be called `constructor`): read them by {@link ownMember}. */
export interface JsonObject {
  [name: string]: Json;
}

/** Deepest nesting that a flow document or an answer may have: later walks over it stay far from the end of the stack. */
export const MAX_JSON_DEPTH = 100;

/** Neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own member, never one of its prototype; absent is null, as everywhere in expressions. */
export function ownMember(object: Readonly<Record<string, unknown>>, name: string): Json {
  return Object.hasOwn(object, name) ? ((object[name] ?? null) as Json) : null;
}

/** Whether arrays and objects stand in each other more than `levels` deep; looks no further than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
