import type { Json, JsonObject } from '@aftercall/flow-model';
import type { Cause } from '@aftercall/wire-format';

/** A member of a fact as text; '' when there is none. Facts may be of a newer release than this one. */
export function textIn(fact: JsonObject, name: string): string {
  const value = fact[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** A member of an object, null when there is no object or no such member. */
export function memberOf(value: Json | undefined, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : null;
}

/** Why, as the fact says it. */
export function causeIn(fact: JsonObject): Cause | null {
  const [code, message] = [memberOf(fact['cause'], 'code'), memberOf(fact['cause'], 'message')];
  return typeof code === 'string' ? { code, message: typeof message === 'string' ? message : '' } : null;
}
