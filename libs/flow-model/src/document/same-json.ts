import { isJsonObject, type Json } from './json.ts';

/** Whether two values are the same JSON; the order of an object's members says nothing. */
export function isSameJson(one: Json, other: Json): boolean {
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every(isSameAt(other));
  if (!isJsonObject(one)) return Object.is(one, other) || (one === 0 && other === 0);
  if (!isJsonObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name] ?? null, other[name] ?? null))
  );
}

function isSameAt(list: readonly Json[]): (value: Json, at: number) => boolean {
  return (value, at) => isSameJson(value, list[at] ?? null);
}
