import { isJsonObject, MAX_JSON_DEPTH, ownMember, type Json } from '../document/json.ts';

/** What an expression computes with: JSON, and CEL's whole numbers, which become ordinary numbers at its end. */
export type Value = Json | bigint;

/** Longest text, and longest JSON of a list or object, that an expression may build: more than any call brings. */
export const MAX_TEXT_LENGTH = 4_000_000;
/** Longest list that a function builds or searches. */
export const MAX_LIST_LENGTH = 10_000;
const MAX_INT = 2n ** 63n - 1n;

/** JSON numbers are decimals, literals of an expression whole numbers. */
export function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/**
 * The value as JSON. Numbers that JSON does not know (not finite) are null. A whole number beyond ±(2^53 − 1), which JSON's
 * readers would round without a word, becomes its digits as text.
 */
export function toJson(value: Value): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'bigint') return value;
  const rounded = Number(value);
  return Number.isSafeInteger(rounded) ? rounded : String(value);
}

/** The value in a text: null shows nothing, lists and objects are JSON. */
export function asText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return jsonLength(value, MAX_TEXT_LENGTH) > MAX_TEXT_LENGTH ? '' : JSON.stringify(value);
}

/** Text as it is, numbers and truth values as text; null for all else. */
export function scalarText(value: Value): string | null {
  if (typeof value === 'string') return value;
  return isNumeric(value) || typeof value === 'boolean' ? String(value) : null;
}

/** Text within bounds, or null. */
export function boundedText(text: string): string | null {
  return text.length > MAX_TEXT_LENGTH ? null : text;
}

/** A list within bounds, or null. */
export function boundedList(list: Json[]): Json[] | null {
  return list.length > MAX_LIST_LENGTH ? null : list;
}

/** What an expression put together, or null when it is too large or too deep: it may hold the same value many times. */
export function boundedJson(value: Json): Json {
  return jsonLength(value, MAX_TEXT_LENGTH) > MAX_TEXT_LENGTH ? null : value;
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

/** NUL and halves of characters, which neither JSON's readers nor databases agree on, become U+FFFD. */
export function withoutBrokenCharacters(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
}

/** The same with every text in it, names too, free of broken characters; the value itself where nothing is broken. */
export function cleanJson(value: Json): Json {
  if (typeof value === 'string') return withoutBrokenCharacters(value);
  if (typeof value !== 'object' || value === null || !/\\u(?:0000|d[89a-f])/i.test(JSON.stringify(value))) return value;
  return JSON.parse(
    JSON.stringify(value, (_, member: unknown) =>
      isJsonObject(member)
        ? Object.fromEntries(Object.entries(member).map(([name, one]) => [withoutBrokenCharacters(name), one]))
        : typeof member === 'string'
          ? withoutBrokenCharacters(member)
          : member,
    ),
  ) as Json;
}

/** A member by name or by position; what is not there is null. */
export function memberOf(value: Value, key: Value): Json {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return isNumeric(key) ? (value[Number(key)] ?? null) : null;
  const name = scalarText(key);
  return name === null ? null : ownMember(value, name);
}

/**
 * At least as many characters as the value's JSON has without its quotes and escapes. It stops counting beyond `enough`,
 * and what is nested deeper than JSON may be is endless.
 */
export function jsonLength(value: Json, enough: number, levels = MAX_JSON_DEPTH): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  if (levels === 0) return Number.POSITIVE_INFINITY;
  return Array.isArray(value) ? lengthOfList(value, enough, levels) : lengthOfObject(value, enough, levels);
}

function lengthOfList(list: readonly Json[], enough: number, levels: number): number {
  let length = 2;
  for (const member of list) {
    length += 1 + jsonLength(member, enough - length, levels - 1);
    if (length > enough) break;
  }
  return length;
}

function lengthOfObject(object: Readonly<Record<string, Json>>, enough: number, levels: number): number {
  let length = 2;
  for (const name in object) {
    if (!Object.hasOwn(object, name)) continue;
    length += 2 + name.length + jsonLength(object[name] ?? null, enough - length, levels - 1);
    if (length > enough) break;
  }
  return length;
}
