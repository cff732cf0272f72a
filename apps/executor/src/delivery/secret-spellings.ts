/**
 * What escapes a character in JSON: as text inside of JSON, which is text inside of JSON again, each escape doubles and one is
 * added. So many are taken that four levels are.
 */
const ESCAPE = '(?:\\\\|%(?:25){0,3}5[cC])';
const MAX_ESCAPES = 15;
const ESCAPES = `${ESCAPE}{1,${MAX_ESCAPES}}`;
/** Percent-encoded again and again, and the same in HTML. */
const PERCENT = '%(?:25){0,3}';
const AMPERSAND = '&(?:amp;){0,3}';

/** Past this a secret (a private key) is searched for in its usual spellings only: a pattern for any mixture would be huge. */
const MAX_MIXED_LENGTH = 128;

/**
 * A pattern (source of a RegExp) for the secret as it is, and with any of its characters percent-encoded or escaped: each
 * sender escapes others, and a mixture is still the secret.
 */
export function anySpelling(secret: string): string {
  if (secret.length > MAX_MIXED_LENGTH) return usualSpellings(secret).map(escaped).join('|');
  // Backslashes in a row are one pattern: each with a pattern of its own, a long row could be divided in too many ways.
  const parts = secret.toWellFormed().match(/\\+|[^\\]/gu) ?? [];
  return parts.map((part) => (part.startsWith('\\') ? backslashes(part.length) : spellingsOf(part))).join('');
}

/** So many of them, as they are or escaped. */
function backslashes(count: number): string {
  const numbered = [`${ESCAPES}u005[cC]`, '&#0{0,4}92;', '&#[xX]0{0,4}5[cC];'].map((one) => `(?:${one}){${count}}`);
  return `(?:${ESCAPE}{${count},${count * (MAX_ESCAPES + 1)}}|${numbered.join('|')})`;
}

function usualSpellings(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const form = new URLSearchParams({ s: wellFormed }).toString().slice('s='.length);
  const [once, twice] = [inJson(wellFormed), inJson(inJson(wellFormed))];
  return [...new Set([wellFormed, once, twice, encodeURIComponent(wellFormed), form])];
}

/** As it stands in a text of JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** One character in all its spellings. */
function spellingsOf(character: string): string {
  const bytes = [...Buffer.from(character)];
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const code = character.codePointAt(0) ?? 0;
  const spellings = [
    escaped(character),
    bytes.map((byte) => `${PERCENT}${anyCase(byte.toString(16).padStart(2, '0'))}`).join(''),
    units.map((unit) => `${ESCAPES}u${anyCase(unit.toString(16).padStart(4, '0'))}`).join(''),
    `${AMPERSAND}#0{0,4}${code};`,
    `${AMPERSAND}#[xX]0{0,4}${anyCase(code.toString(16))};`,
    ...(special.get(character) ?? []),
  ];
  const before = ESCAPED.has(character) ? `${ESCAPE}{0,${MAX_ESCAPES}}` : '';
  return `${before}(?:${spellings.join('|')})`;
}

/** Characters that stay what they are behind an escape. */
const ESCAPED: ReadonlySet<string> = new Set(['"', '/', "'"]);

/** Characters with a spelling of their own in JSON, HTML or forms. */
const special = new Map([
  ['"', [`${AMPERSAND}quot;`]],
  ['\n', [`${ESCAPES}n`]],
  ['\r', [`${ESCAPES}r`]],
  ['\t', [`${ESCAPES}t`]],
  ['\b', [`${ESCAPES}b`]],
  ['\f', [`${ESCAPES}f`]],
  ['&', [`${AMPERSAND}amp;`]],
  ['<', [`${AMPERSAND}lt;`]],
  ['>', [`${AMPERSAND}gt;`]],
  ["'", [`${AMPERSAND}apos;`]],
  [' ', ['\\+']],
]);

/**
 * Patterns for the secret inside Base64 or Base64url of a longer text, and in hexadecimal; also for what is escaped first and
 * encoded then, as by a target that echoes the Base64 of a JSON or form body.
 */
export function encodedSpellings(secret: string): string[] {
  return usualSpellings(secret).flatMap((spelling) => {
    const bytes = Buffer.from(spelling);
    const hex = anyCase(bytes.toString('hex'));
    return [...[0, 1, 2].map((shift) => base64Core(bytes, shift)).filter((core) => core !== ''), hex];
  });
}

/** Fewer characters of Base64 occur by chance. */
const MIN_CORE_LENGTH = 4;

/**
 * The Base64 characters that depend on the secret alone when it begins `shift` bytes after a group of three: those at its
 * edges mix with the neighbours and vary.
 */
function base64Core(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const core = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  if (core.length < MIN_CORE_LENGTH) return '';
  return core.replaceAll(/[+/]/g, (character) => (character === '+' ? '(?:[-+]|%2[bB]|\\\\u002[bB])' : BASE64_SLASH));
}

const BASE64_SLASH = '(?:[_/]|\\\\/|%2[fF]|\\\\u002[fF])';

function anyCase(hex: string): string {
  return hex.replaceAll(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
