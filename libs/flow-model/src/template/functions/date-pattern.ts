// How dates are written: a small part of Unicode's date patterns (UTS 35), the same in every runtime. Names are English.
import { characterCount } from './characters.ts';
import { utcMs, type WallTime } from './zones.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MAX_PATTERN_LENGTH = 100;

/** A moment as a pattern shows it. */
export interface Shown extends WallTime {
  offsetMinutes: number;
}

interface Letter {
  /** Its place in the reference. */
  means: string;
  show(shown: Shown): string;
  /** How it is read, and what that says; left out where it is only shown. */
  read?: { digits: readonly [least: number, most: number]; field: keyof WallTime } | { words: readonly string[] };
}

const pad = (number: number, length: number): string => String(number).padStart(length, '0');
const hour12 = ({ hour }: Shown): number => ((hour + 11) % 12) + 1;
const weekday = (shown: Shown): string => DAYS[new Date(utcMs(shown)).getUTCDay()] ?? '';
const monthName = ({ month }: Shown): string => MONTHS[month - 1] ?? '';

function number(means: string, field: keyof WallTime, digits: readonly [number, number]): Letter {
  return { means, show: (shown) => pad(shown[field], digits[0]), read: { digits, field } };
}

function offset(shown: Shown): string {
  const minutes = Math.abs(shown.offsetMinutes);
  return `${shown.offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

/** Every run of letters that a pattern may hold. */
export const PATTERN_LETTERS: ReadonlyMap<string, Letter> = new Map<string, Letter>([
  ['yyyy', number('year', 'year', [4, 4])],
  ['yy', { means: 'year, two digits', show: ({ year }) => pad(year % 100, 2) }],
  ['MMMM', { means: 'month by name', show: monthName, read: { words: MONTHS } }],
  [
    'MMM',
    {
      means: 'month, three letters',
      show: (shown) => monthName(shown).slice(0, 3),
      read: { words: MONTHS.map((name) => name.slice(0, 3)) },
    },
  ],
  ['MM', number('month, two digits', 'month', [2, 2])],
  ['M', number('month', 'month', [1, 2])],
  ['dd', number('day, two digits', 'day', [2, 2])],
  ['d', number('day', 'day', [1, 2])],
  ['EEEE', { means: 'day of the week', show: weekday }],
  ['EEE', { means: 'day of the week, three letters', show: (shown) => weekday(shown).slice(0, 3) }],
  ['HH', number('hour 00 to 23', 'hour', [2, 2])],
  ['H', number('hour 0 to 23', 'hour', [1, 2])],
  ['hh', { means: 'hour 01 to 12', show: (shown) => pad(hour12(shown), 2) }],
  ['h', { means: 'hour 1 to 12', show: (shown) => String(hour12(shown)) }],
  ['a', { means: 'AM or PM', show: ({ hour }) => (hour < 12 ? 'AM' : 'PM') }],
  ['mm', number('minute, two digits', 'minute', [2, 2])],
  ['m', number('minute', 'minute', [1, 2])],
  ['ss', number('second, two digits', 'second', [2, 2])],
  ['s', number('second', 'second', [1, 2])],
  ['SSS', number('thousandths of a second', 'millisecond', [3, 3])],
  ['xxx', { means: 'offset from UTC, +01:00', show: offset }],
  ['XXX', { means: 'offset from UTC, Z for none', show: (shown) => (shown.offsetMinutes === 0 ? 'Z' : offset(shown)) }],
]);

type Piece = { literal: string } | { letters: string; letter: Letter };
type CompiledPattern = { ok: true; pieces: readonly Piece[] } | { ok: false; problem: string };

/** Cuts a pattern into its parts; text stands in single quotes, two of them are one. */
function compilePattern(pattern: string): CompiledPattern {
  if (characterCount(pattern) > MAX_PATTERN_LENGTH) return { ok: false, problem: 'a date pattern is too long' };
  const pieces: Piece[] = [];
  for (const [text, letters] of pattern.matchAll(/''|'(?:[^']|'')*'|(([A-Za-z])\2*)|[^A-Za-z]/g)) {
    if (letters === undefined) pieces.push({ literal: unquoted(text) });
    else {
      const letter = PATTERN_LETTERS.get(letters);
      if (letter === undefined) return { ok: false, problem: problemOf(letters) };
      pieces.push({ letters, letter });
    }
  }
  return { ok: true, pieces };
}

function unquoted(text: string): string {
  if (text === "''") return "'";
  return text.startsWith("'") && text.length > 1 ? text.slice(1, -1).replaceAll("''", "'") : text;
}

function problemOf(letters: string): string {
  return `${letters} is no part of a date pattern: use ${[...PATTERN_LETTERS.keys()].join(' ')}, and put text into single quotes`;
}

/** What is wrong with a pattern for showing a date, as half a sentence. */
export function findPatternProblem(pattern: string): string | undefined {
  const compiled = compilePattern(pattern);
  return compiled.ok ? undefined : compiled.problem;
}

/** What is wrong with a pattern for reading a date: not all that can be shown can be read. */
export function findReadingProblem(pattern: string): string | undefined {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return compiled.problem;
  const odd = compiled.pieces.find((piece) => 'letter' in piece && piece.letter.read === undefined);
  return odd !== undefined && 'letters' in odd ? `${odd.letters} can be shown but not read` : undefined;
}

/** The date as text; null for a pattern with a problem. */
export function showDate(shown: Shown, pattern: string): string | null {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return null;
  return compiled.pieces.map((piece) => ('literal' in piece ? piece.literal : piece.letter.show(shown))).join('');
}

/** The date that a text shows by this pattern; null when it does not fit, to the last character. */
export function readDate(text: string, pattern: string): WallTime | null {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return null;
  const wall: WallTime = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  let at = 0;
  for (const piece of compiled.pieces) {
    const next = 'literal' in piece ? readLiteral(text, at, piece.literal) : readLetter(text, at, piece.letter, wall);
    if (next === undefined) return null;
    at = next;
  }
  return at === text.length ? wall : null;
}

function readLiteral(text: string, at: number, literal: string): number | undefined {
  return text.startsWith(literal, at) ? at + literal.length : undefined;
}

/** Sets what the letter says in `wall`; the position behind it, undefined when the text does not fit. */
function readLetter(text: string, at: number, { read }: Letter, wall: WallTime): number | undefined {
  if (read === undefined) return undefined;
  if ('words' in read) {
    const month = read.words.findIndex((word) => text.slice(at, at + word.length).toLowerCase() === word.toLowerCase());
    if (month < 0) return undefined;
    wall.month = month + 1;
    return at + (read.words[month]?.length ?? 0);
  }
  const [least, most] = read.digits;
  const digits = /^\d*/.exec(text.slice(at, at + most))?.[0] ?? '';
  if (digits.length < least) return undefined;
  wall[read.field] = Number(digits);
  return at + digits.length;
}
