import { isDeeperThan, isJsonObject, MAX_JSON_DEPTH, ownMember, type Json } from '../document/json.ts';

/** What an expression computes with: JSON, and CEL's whole numbers, which become ordinary numbers at its end. */
export type Value = Json | bigint;

/** Longest text that an expression may build: more than any call brings, far less than what hurts. */
const MAX_TEXT_LENGTH = 4_000_000;
const MAX_INT = 2n ** 63n - 1n;

/** JSON numbers are decimals, literals of an expression whole numbers. */
export function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The value as JSON; numbers that JSON does not know (not finite) are null. */
export function toJson(value: Value): Json {
  const plain = typeof value === 'bigint' ? Number(value) : value;
  return typeof plain === 'number' && !Number.isFinite(plain) ? null : plain;
}

/** The value in a text: null shows nothing, lists and objects are JSON. */
export function asText(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return isDeeperThan(value, MAX_JSON_DEPTH) ? '' : JSON.stringify(value);
}

/** Text within bounds, or null. */
export function boundedText(text: string): string | null {
  return text.length > MAX_TEXT_LENGTH ? null : text;
}

/** A whole number within CEL's 64 bits, or null. */
export function boundedInt(value: bigint): bigint | null {
  return value > MAX_INT || value < -MAX_INT - 1n ? null : value;
}

/** A decimal number as people and JSON write it; undefined for all else, the empty text included. */
export function parseNumber(text: string): number | undefined {
  const number = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A member by name or by position; what is not there is null. */
export function memberOf(value: Value, key: Value): Json {
  if (Array.isArray(value)) return isNumeric(key) ? (value[Number(key)] ?? null) : null;
  return isJsonObject(value) && typeof key === 'string' ? ownMember(value, key) : null;
}
