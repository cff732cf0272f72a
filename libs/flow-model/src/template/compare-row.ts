import type { Json } from '../document/json.ts';
import type { RowOperator } from '../document/nodes/decision.ts';
import { compare, isEqual, isIn } from './operators.ts';
import { parseNumber } from './value.ts';

/**
 * One row of a Decision's builder. A form gives text, so beside a number or a truth value a text that looks like one is
 * read as one ("30" in the form equals 30 of the call), and order is by number when both sides look like numbers.
 */
export function compareRow(left: Json, operator: RowOperator, right: Json): boolean {
  return OPERATORS[operator](left, right);
}

const OPERATORS: Record<RowOperator, (left: Json, right: Json) => boolean> = {
  '==': looselyEqual,
  '!=': (left, right) => !looselyEqual(left, right),
  '>': (left, right) => order(left, right) > 0,
  '<': (left, right) => order(left, right) < 0,
  '>=': (left, right) => order(left, right) >= 0,
  '<=': (left, right) => order(left, right) <= 0,
  contains,
  not_contains: (left, right) => !contains(left, right),
  is: isSame,
  is_not: (left, right) => !isSame(left, right),
  exists: (left) => left !== null,
  not_exists: (left) => left === null,
  in: (left, right) => alternatives(right).some((one) => looselyEqual(left, one)),
  starts_with: (left, right) => typeof left === 'string' && typeof right === 'string' && left.startsWith(right),
  ends_with: (left, right) => typeof left === 'string' && typeof right === 'string' && left.endsWith(right),
};

function looselyEqual(left: Json, right: Json): boolean {
  return isEqual(asTypeOf(right, left), asTypeOf(left, right));
}

/** `value` read as the type of `other`, when it is text that looks like it. */
function asTypeOf(other: Json, value: Json): Json {
  if (typeof value !== 'string') return value;
  if (typeof other === 'number') return parseNumber(value) ?? value;
  if (typeof other === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** NaN, which no comparison accepts, where there is no order. */
function order(left: Json, right: Json): number {
  const [leftNumber, rightNumber] = [asNumber(left), asNumber(right)];
  const areNumbers = leftNumber !== undefined && rightNumber !== undefined;
  return (areNumbers ? compare(leftNumber, rightNumber) : compare(left, right)) ?? Number.NaN;
}

function asNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}

/** Part of a text, member of a list, or name in an object. */
function contains(left: Json, right: Json): boolean {
  if (typeof left !== 'string') return isIn(right, left);
  if (typeof right === 'number' || typeof right === 'boolean') return left.includes(String(right));
  return typeof right === 'string' && left.includes(right);
}

/** Equal as people read it: letter case and blanks around do not count; the words null, empty, true, false mean the value. */
function isSame(left: Json, right: Json): boolean {
  if (typeof right !== 'string') return looselyEqual(left, right);
  const word = right.trim().toLowerCase();
  if (word === 'null') return left === null;
  if (word === 'empty') return left === null || left === '' || (Array.isArray(left) && left.length === 0);
  return typeof left === 'string' ? left.trim().toLowerCase() === word : looselyEqual(left, right.trim());
}

/** A list as it is; a text is a list with commas. */
function alternatives(right: Json): readonly Json[] {
  if (Array.isArray(right)) return right;
  return typeof right === 'string' ? right.split(',').map((one) => one.trim()) : [right];
}
