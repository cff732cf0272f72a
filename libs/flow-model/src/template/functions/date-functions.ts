import { NUMBER, TEXT } from '../types/static-type.ts';
import { isNumeric, toJson, type Value } from '../value.ts';
import { findPatternProblem, findReadingProblem, readDate, showDate } from './date-pattern.ts';
import type { ExpressionFunction, LiteralArguments, Parameter } from './expression-function.ts';
import { instantOf, isZone, offsetMs, utcMs, wallTime, type WallTime } from './zones.ts';

const date: Parameter = { name: 'date', accepts: ['text', 'number'] };
const pattern: Parameter = { name: 'pattern', accepts: ['text'] };
const unit: Parameter = { name: 'unit', accepts: ['text'] };
const zone: Parameter = { name: 'zone', accepts: ['text'], isOptional: true };

const UNITS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};
/** Months and years have no fixed length; with days and weeks they are counted on the calendar. */
const CALENDAR_UNITS = ['days', 'weeks', 'months', 'years'];

/** The year 1 to the end of the year 9999: what an ISO date can write. */
const EARLIEST_MS = -62_135_596_800_000;
const LATEST_MS = 253_402_300_799_999;

/** Dates are ISO 8601 text in UTC, always as long as each other, so that they can be compared by `<` and `>`. */
export const dateFunctions: readonly ExpressionFunction[] = [
  {
    name: 'parseDate',
    group: 'dates',
    parameters: [date, { ...pattern, isOptional: true }, zone],
    returns: TEXT,
    isAbsent: 'perhaps',
    doc: 'The date that a text shows, in UTC: an ISO 8601 date, or one written by a pattern. Without an offset of its own it is read in the zone, or in UTC. A number counts milliseconds since 1970.',
    examples: [
      ['parseDate("2026-11-20T10:00:00+01:00")', '2026-11-20T09:00:00.000Z'],
      ['parseDate("20.11.2026 10:00", "dd.MM.yyyy HH:mm", "Europe/Berlin")', '2026-11-20T09:00:00.000Z'],
      ['parseDate(1795165200000)', '2026-11-20T09:00:00.000Z'],
      ['parseDate("tomorrow")', null],
    ],
    findProblem: ([, pattern, zone]) => asProblem(pattern, findReadingProblem) ?? findZoneProblem(zone),
    apply: parseDate,
  },
  {
    name: 'formatDate',
    group: 'dates',
    parameters: [date, pattern, zone],
    returns: TEXT,
    isAbsent: 'with-value',
    doc: 'The date as people write it, by a pattern and in a time zone (UTC when none is given).',
    examples: [
      ['formatDate("2026-11-20T09:00:00Z", "dd.MM.yyyy HH:mm", "Europe/Berlin")', '20.11.2026 10:00'],
      ['formatDate("2026-07-04T16:30:00Z", "EEE, MMM d, h:mm a", "America/New_York")', 'Sat, Jul 4, 12:30 PM'],
      ['"2026-11-20T09:00:00Z".formatDate("yyyy-MM-dd")', '2026-11-20'],
    ],
    findProblem: ([, pattern, zone]) => asProblem(pattern, findPatternProblem) ?? findZoneProblem(zone),
    apply: formatDate,
  },
  {
    name: 'addToDate',
    group: 'dates',
    parameters: [date, { name: 'amount', accepts: ['number'] }, unit, zone],
    returns: TEXT,
    isAbsent: 'with-value',
    doc: 'The date so much later; earlier by a negative amount. Units: milliseconds, seconds, minutes, hours, days, weeks, months, years. Days and longer keep the time of day of the zone; a month that is too short ends on its last day.',
    examples: [
      ['addToDate("2026-11-20T09:00:00Z", 90, "minutes")', '2026-11-20T10:30:00.000Z'],
      ['addToDate("2026-01-31T09:00:00Z", 1, "months")', '2026-02-28T09:00:00.000Z'],
      ['addToDate("2026-10-24T12:00:00Z", 1, "days", "Europe/Berlin")', '2026-10-25T13:00:00.000Z'],
    ],
    findProblem: ([, , unit, zone]) =>
      findUnitProblem(unit, [...Object.keys(UNITS), 'months', 'years']) ?? findZoneProblem(zone),
    apply: addToDate,
  },
  {
    name: 'dateDifference',
    group: 'dates',
    parameters: [{ ...date, name: 'from' }, { ...date, name: 'to' }, unit],
    returns: NUMBER,
    isAbsent: 'with-value',
    doc: 'How long it is from one date to another, below zero when the second is earlier. Units: milliseconds, seconds, minutes, hours, days, weeks; a day has 24 hours.',
    examples: [
      ['dateDifference("2026-11-20T09:00:00Z", "2026-11-20T09:01:30Z", "seconds")', 90],
      ['dateDifference("2026-11-20T09:00:00Z", "2026-11-20T10:30:00Z", "hours")', 1.5],
    ],
    findProblem: ([, , unit]) => findUnitProblem(unit, Object.keys(UNITS)),
    apply: dateDifference,
  },
];

function asProblem(value: LiteralArguments[number], find: (text: string) => string | undefined): string | undefined {
  return typeof value === 'string' ? find(value) : undefined;
}

function findZoneProblem(value: LiteralArguments[number]): string | undefined {
  if (typeof value !== 'string' || isZone(value)) return undefined;
  return `${JSON.stringify(value)} is no time zone: write one such as "Europe/Berlin" or "UTC"`;
}

function findUnitProblem(value: LiteralArguments[number], units: readonly string[]): string | undefined {
  if (typeof value !== 'string' || units.includes(value)) return undefined;
  return `${JSON.stringify(value)} is no unit of time here: use ${units.join(', ')}`;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Milliseconds since 1970; undefined for what is no date. */
function instant(value: Value | undefined, zone = 'UTC'): number | undefined {
  if (value !== undefined && isNumeric(value)) return bounded(Number(value));
  const match = typeof value === 'string' ? ISO.exec(value) : null;
  if (match === null) return undefined;
  const wall = wallOf(match.slice(1, 8));
  if (!isOnCalendar(wall)) return undefined;
  const offset = match[8];
  return bounded(offset === undefined ? instantOf(wall, zone) : utcMs(wall) - offsetOf(offset));
}

/** The groups of {@link ISO}; those that a short date leaves out are zero. */
function wallOf(groups: readonly (string | undefined)[]): WallTime {
  const number = (at: number): number => Number(groups[at] ?? 0);
  const millisecond = Math.trunc(Number(`0.${groups[6] ?? '0'}`) * 1000);
  return {
    year: number(0),
    month: number(1),
    day: number(2),
    hour: number(3),
    minute: number(4),
    second: number(5),
    millisecond,
  };
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  return (text.startsWith('-') ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

function bounded(instantMs: number | undefined): number | undefined {
  if (instantMs === undefined || !(instantMs >= EARLIEST_MS && instantMs <= LATEST_MS)) return undefined;
  return Math.trunc(instantMs);
}

/** The 31st of a month with 30 days is none. */
function isOnCalendar(wall: WallTime): boolean {
  const date = new Date(utcMs(wall));
  const isDay = date.getUTCMonth() + 1 === wall.month && date.getUTCDate() === wall.day;
  return isDay && wall.hour < 24 && wall.minute < 60 && wall.second < 60;
}

function isoText(instantMs: number | undefined): string | null {
  const inRange = bounded(instantMs);
  return inRange === undefined ? null : new Date(inRange).toISOString();
}

function zoneOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return 'UTC';
  return typeof value === 'string' && isZone(value) ? value : undefined;
}

function parseDate(value?: Value, pattern: Value = null, zone?: Value): Value {
  const place = zoneOf(zone);
  if (place === undefined) return null;
  if (pattern === null) return isoText(instant(value, place));
  const wall = typeof value === 'string' && typeof pattern === 'string' ? readDate(value, pattern) : null;
  return wall === null || !isOnCalendar(wall) ? null : isoText(instantOf(wall, place));
}

function formatDate(value?: Value, pattern: Value = null, zone?: Value): Value {
  const [at, place] = [instant(value), zoneOf(zone)];
  if (at === undefined || place === undefined || typeof pattern !== 'string') return null;
  const wall = wallTime(at, place);
  const offset = offsetMs(at, place) ?? 0;
  return wall === undefined ? null : showDate({ ...wall, offsetMinutes: Math.round(offset / 60_000) }, pattern);
}

function addToDate(value?: Value, amount: Value = null, unit: Value = null, zone?: Value): Value {
  const [at, place] = [instant(value), zoneOf(zone)];
  if (at === undefined || place === undefined || !isNumeric(amount)) return null;
  const count = Number(amount);
  if (isCalendarUnit(unit) && Number.isInteger(count)) return isoText(addOnCalendar(at, count, unit, place));
  const length = lengthOf(unit);
  return length === undefined ? null : isoText(at + count * length);
}

function isCalendarUnit(unit: Value): unit is string {
  return typeof unit === 'string' && CALENDAR_UNITS.includes(unit);
}

/** Milliseconds of a unit; undefined for what is none, or has no fixed length. */
function lengthOf(unit: Value): number | undefined {
  return typeof unit === 'string' && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
}

function addOnCalendar(at: number, count: number, unit: string, zone: string): number | undefined {
  const wall = wallTime(at, zone);
  if (wall === undefined || Math.abs(count) > 4_000_000) return undefined;
  if (unit === 'days' || unit === 'weeks') {
    return instantOf({ ...wall, day: wall.day + count * (unit === 'weeks' ? 7 : 1) }, zone);
  }
  const months = wall.year * 12 + wall.month - 1 + count * (unit === 'years' ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const lastDay = new Date(utcMs({ ...wall, year, month: month + 1, day: 0 })).getUTCDate();
  return instantOf({ ...wall, year, month, day: Math.min(wall.day, lastDay) }, zone);
}

function dateDifference(from?: Value, to?: Value, unit: Value = null): Value {
  const [start, end] = [instant(from), instant(to)];
  const length = lengthOf(unit);
  return start === undefined || end === undefined || length === undefined ? null : toJson((end - start) / length);
}
