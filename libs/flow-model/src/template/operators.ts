import { isJsonObject, MAX_JSON_DEPTH, ownMember, type Json, type JsonObject } from '../document/json.ts';
import {
  asText,
  boundedInt,
  boundedJson,
  boundedList,
  boundedText,
  isNumeric,
  scalarText,
  type Value,
} from './value.ts';

/**
 * CEL's operators made total: each pair of values has a result. Where CEL reports an error, the result is what a person
 * who reads the condition expects when a value is missing: a comparison is false, arithmetic is null.
 */

/** Equal by content; a whole number equals the decimal of the same size; a number never equals a text. */
export function isEqual(left: Value, right: Value, levels = MAX_JSON_DEPTH): boolean {
  if (left === right) return true;
  if (isNumeric(left) || isNumeric(right)) return compare(left, right) === 0;
  if (levels === 0) return false;
  if (Array.isArray(left)) return Array.isArray(right) && haveEqualItems(left, right, levels - 1);
  return isJsonObject(left) && isJsonObject(right) && haveEqualMembers(left, right, levels - 1);
}

function haveEqualItems(left: readonly Json[], right: readonly Json[], levels: number): boolean {
  return left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null, levels));
}

function haveEqualMembers(left: JsonObject, right: JsonObject, levels: number): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(ownMember(left, name), ownMember(right, name), levels))
  );
}

/** Below 0, 0 or above 0 as `left` stands to `right`; undefined for what has no order: null, and unlike types. */
export function compare(left: Value, right: Value): number | undefined {
  if (isNumeric(left) && isNumeric(right)) return order(left, right);
  if (typeof left === 'string' && typeof right === 'string') return order(left, right);
  return typeof left === 'boolean' && typeof right === 'boolean' ? order(left, right) : undefined;
}

function order<Ordered extends string | number | bigint | boolean>(left: Ordered, right: Ordered): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** Membership in a list, or of a name in an object; a number or truth value is a name as well. */
export function isIn(value: Value, container: Value): boolean {
  if (Array.isArray(container)) return container.some((member) => isEqual(member, value));
  const name = scalarText(value);
  return isJsonObject(container) && name !== null && Object.hasOwn(container, name);
}

/** Sum; beside a text anything is text, and what is absent shows nothing. */
export function add(left: Value, right: Value): Value {
  if (typeof left === 'string' || typeof right === 'string') return boundedText(asText(left) + asText(right));
  if (Array.isArray(left) && Array.isArray(right)) return boundedJson(boundedList([...left, ...right]));
  return arithmetic(left, right, { ints: (a, b) => a + b, decimals: (a, b) => a + b });
}

/** Null for what is no number. */
export function subtract(left: Value, right: Value): Value {
  return arithmetic(left, right, { ints: (a, b) => a - b, decimals: (a, b) => a - b });
}

/** Null for what is no number. */
export function multiply(left: Value, right: Value): Value {
  return arithmetic(left, right, { ints: (a, b) => a * b, decimals: (a, b) => a * b });
}

/** Two whole numbers written in the expression divide as in CEL (7 / 2 is 3); numbers of the call are decimals. */
export function divide(left: Value, right: Value): Value {
  return arithmetic(left, right, { ints: (a, b) => (b === 0n ? null : a / b), decimals: (a, b) => a / b });
}

/** Sign of the left side; null for what is no number, and by a whole zero. */
export function remainder(left: Value, right: Value): Value {
  return arithmetic(left, right, { ints: (a, b) => (b === 0n ? null : a % b), decimals: (a, b) => a % b });
}

interface Arithmetic {
  ints(left: bigint, right: bigint): bigint | null;
  decimals(left: number, right: number): number;
}

function arithmetic(left: Value, right: Value, operation: Arithmetic): Value {
  if (!isNumeric(left) || !isNumeric(right)) return null;
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const result = operation.ints(left, right);
    return result === null ? null : boundedInt(result);
  }
  const result = operation.decimals(Number(left), Number(right));
  return Number.isFinite(result) ? result : null;
}
