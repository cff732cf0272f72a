import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Json } from '../../document/json.ts';
import { TEXT, UNKNOWN } from '../types/static-type.ts';
import { asText, boundedJson, boundedText, scalarText, withoutBrokenCharacters, type Value } from '../value.ts';
import type { ExpressionFunction, Parameter } from './expression-function.ts';

/** Longest text that is hashed or coded: a second of work is too long, a transcript fits. */
const MAX_CODED_LENGTH = 1_000_000;
const MAX_PHONE_LENGTH = 40;

const text: Parameter = { name: 'text', accepts: ['text', 'number', 'boolean'] };
const codedBound = 'A text of more than 1,000,000 characters gives what is absent.';

/** JSON, codes, hashes and phone numbers. */
export const dataFunctions: readonly ExpressionFunction[] = [
  {
    ...about('parseJson', { name: 'text', accepts: ['text'] }),
    returns: UNKNOWN,
    doc: 'The value that a JSON text says; absent when it is no JSON.',
    bounds: codedBound,
    examples: [
      ['parseJson("{\\"tier\\": \\"gold\\"}").tier', 'gold'],
      ['parseJson("oops")', null],
    ],
    apply: parseJson,
  },
  {
    ...about('toJson', { name: 'value' }),
    isAbsent: 'never',
    doc: 'The value as JSON text: for a system that wants JSON inside a text field.',
    bounds: 'A value of more than 4,000,000 characters gives what is absent.',
    examples: [
      ['toJson({"tier": "gold"})', '{"tier":"gold"}'],
      ['toJson("a")', '"a"'],
    ],
    apply: (value = null) =>
      typeof value === 'object' && value !== null ? asText(value) || null : jsonOfScalar(value),
  },
  {
    ...about('base64Encode', text),
    doc: 'The text in Base64, by its UTF-8 bytes.',
    bounds: codedBound,
    examples: [['base64Encode("héllo")', 'aMOpbGxv']],
    apply: (value) => onCoded(value, (it) => btoa(binaryOf(new TextEncoder().encode(it)))),
  },
  {
    ...about('base64Decode', text),
    isAbsent: 'perhaps',
    doc: 'The text that Base64 stands for; absent when it is none, or no UTF-8 text.',
    bounds: codedBound,
    examples: [
      ['base64Decode("aMOpbGxv")', 'héllo'],
      ['base64Decode("%")', null],
    ],
    apply: (value) => onCoded(value, decodeBase64),
  },
  {
    ...about('urlEncode', text),
    doc: "The text with all but letters, digits and - _ . ! ~ * ' ( ) percent-encoded. URLs and query parameters of a request need no such thing: they are encoded anyway.",
    bounds: codedBound,
    examples: [['urlEncode("a&b c")', 'a%26b%20c']],
    apply: (value) => onCoded(value, (it) => encodeURIComponent(it.toWellFormed())),
  },
  {
    ...about('sha256', text),
    doc: 'The SHA-256 of the text’s UTF-8 bytes, in hexadecimal.',
    bounds: codedBound,
    examples: [['sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']],
    apply: (value) => onCoded(value, (it) => bytesToHex(sha256(new TextEncoder().encode(it)))),
  },
  {
    ...about('phone', text, { name: 'country', accepts: ['text'], isOptional: true }),
    isAbsent: 'perhaps',
    doc: 'The phone number in E.164, the way in which systems exchange them. A number without + needs its country, by its two letters. Absent when it cannot be one.',
    bounds: 'A text of more than 40 characters is no phone number.',
    examples: [
      ['phone("(415) 555-2671", "US")', '+14155552671'],
      ['phone("+49 30 901820")', '+4930901820'],
      ['phone("12")', null],
    ],
    findProblem: ([, country]) =>
      typeof country === 'string' && !isSupportedCountry(country)
        ? `${JSON.stringify(country)} is no country: write its two letters, such as "US"`
        : undefined,
    apply: phone,
  },
];

function about(
  name: string,
  ...parameters: Parameter[]
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'returns' | 'isAbsent'> {
  return { name, group: 'data', parameters, returns: TEXT, isAbsent: 'with-value' };
}

function parseJson(value?: Value): Value {
  if (typeof value !== 'string' || value.length > MAX_CODED_LENGTH) return null;
  try {
    // What a text spells as an escape is cleaned like any other.
    return boundedJson(JSON.parse(value, cleaned) as Json);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function cleaned(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutBrokenCharacters(value) : value;
}

function jsonOfScalar(value: Value): Value {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function onCoded(value: Value | undefined, change: (text: string) => string | null): Value {
  const read = scalarText(value ?? null);
  if (read === null || read.length > MAX_CODED_LENGTH) return null;
  const changed = change(read);
  return changed === null ? null : boundedText(changed);
}

/** A character per byte, as `btoa` wants it; in pieces, because a call takes only so many arguments. */
function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return binary;
}

function decodeBase64(text: string): string | null {
  const compact = text.replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(compact)) return null;
  try {
    const bytes = Uint8Array.from(atob(compact), (byte) => byte.charCodeAt(0));
    return withoutBrokenCharacters(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Not Base64 after all, or bytes that are no text.
    return null;
  }
}

function phone(value?: Value, country: Value = null): Value {
  const read = scalarText(value ?? null);
  if (read === null || read.length > MAX_PHONE_LENGTH) return null;
  const place = typeof country === 'string' && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(read, {
    ...(place === undefined ? {} : { defaultCountry: place }),
    extract: false,
  });
  return number?.isPossible() === true ? number.number : null;
}
