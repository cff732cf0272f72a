import type { Json } from '@aftercall/flow-model';

/** A number that a double may not hold has sixteen digits at least; nearly no text has so many in a row, and pays nothing. */
const SIXTEEN_DIGITS = /\d{16}/;
const LONG_NUMBER = /(?:^|[[:,])\s*-?\d{16}/;
const WHOLE = /^-?\d+$/;

/**
 * Parses JSON without losing a digit: a whole number beyond ±(2^53 − 1), such as the id of another system, becomes its digits
 * as text, as expressions give it too. `JSON.parse` would round it, and the rounded id is another record's.
 *
 * @throws SyntaxError when it is not JSON; RangeError when it is nested deeper than the stack
 */
export function parseJson(text: string): Json {
  // A byte order mark is no part of JSON, but some senders write one (RFC 8259, section 8.1 lets readers ignore it).
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (!SIXTEEN_DIGITS.test(json) || !LONG_NUMBER.test(json)) return JSON.parse(json) as Json;
  return JSON.parse(json, withDigits as (name: string, value: unknown) => unknown) as Json;
}

/** The third argument (ECMAScript "JSON.parse source text access") is not in TypeScript's own types yet. */
function withDigits(_name: string, value: unknown, { source = '' }: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(source) ? source : value;
}
