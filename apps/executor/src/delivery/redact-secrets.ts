import type { Json } from '@aftercall/flow-model';
import { anySpelling, encodedSpellings } from './secret-spellings.ts';

/** What stands where a secret stood. */
export const STRUCK = '[secret]';

/**
 * Shorter secrets are not searched for: "ab" would be struck from every second word, and say by its absence what it is.
 * Where a credential puts them (its headers, parameters, fields) they are masked whatever their length.
 */
export const MIN_SECRET_LENGTH = 4;

/** Takes secrets out of what is stored or shown. */
export interface SecretStriker {
  text: (text: string) => string;
  /** Strings, member names, and numbers whose digits hold a secret. */
  json: (value: Json) => Json;
}

const nothingToStrike: SecretStriker = { text: (text) => text, json: (value) => value };

/**
 * Strikes secrets by value, however they are spelled: plain, percent-encoded, escaped for JSON or HTML (also in part), in
 * Base64 and Base64url at each of the three places where they can begin in a longer text, and in hexadecimal. One pass
 * over the text for all of them; a secret of which another is a part is tried first.
 */
export function secretStriker(secrets: readonly string[]): SecretStriker {
  const searched = [...new Set(secrets)].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
  if (searched.length === 0) return nothingToStrike;
  searched.sort((one, other) => other.length - one.length);
  const spellings = [...searched.map(anySpelling), ...searched.flatMap(encodedSpellings)];
  const pattern = new RegExp(spellings.join('|'), 'g');
  const text = (value: string): string => value.replace(pattern, STRUCK);
  return { text, json: (value) => (isClean(value, text) ? value : strikeJson(value, text)) };
}

/**
 * Nearly every answer is clean, and one pass over all of it costs a tenth of a pass over each of its strings: an answer of 10 MB
 * would hold up everything else for a second. With its escapes undone once, the JSON text holds every string as it is.
 */
function isClean(value: Json, text: (value: string) => string): boolean {
  const all = JSON.stringify(value).replace(ESCAPES, unescaped);
  return text(all) === all;
}

/** All that `JSON.stringify` writes (ECMAScript, QuoteJSONString). */
const ESCAPES = /\\(?:u([\da-f]{4})|(.))/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };

function unescaped(_escape: string, unit: string | undefined, character: string): string {
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
  return SHORT_ESCAPES[character] ?? character;
}

function strikeJson(value: Json, text: (value: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return strikeNumber(value, text);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => strikeJson(member, text));
  const members = Object.entries(value).map(([name, member]) => [text(name), strikeJson(member, text)] as const);
  // fromEntries defines a member named "__proto__" as an own one, which assignment would not.
  return Object.fromEntries<Json>(members);
}

function strikeNumber(value: number, text: (value: string) => string): Json {
  const digits = String(value);
  if (digits.length < MIN_SECRET_LENGTH) return value;
  const struck = text(digits);
  return struck === digits ? value : struck;
}
