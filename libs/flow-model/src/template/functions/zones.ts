// Time zones by Intl, which every runtime of ours has: its data are the IANA's.

/** As many as a flow could ever name; then it starts anew, so that data cannot fill the memory. */
const MAX_KNOWN = 100;
const known = new Map<string, Intl.DateTimeFormat | undefined>();

/** Whether the runtime knows the zone: `Europe/Berlin`, `UTC`. */
export function isZone(zone: string): boolean {
  return formatterOf(zone) !== undefined;
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  if (known.has(zone)) return known.get(zone);
  if (known.size >= MAX_KNOWN) known.clear();
  const formatter = makeFormatter(zone);
  known.set(zone, formatter);
  return formatter;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  // Longer than any zone's name; and offsets ("+01:00") are no places, some runtimes refuse them.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How far the zone's clocks are ahead of UTC at an instant; undefined for an unknown zone. */
export function offsetMs(instantMs: number, zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const formatter = formatterOf(zone);
  if (formatter === undefined) return undefined;
  const parts = new Map(formatter.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const clock = { year, month: part('month'), day: part('day') };
  const shown = utcMs({ ...clock, hour: part('hour'), minute: part('minute'), second: part('second'), millisecond: 0 });
  return shown - Math.floor(instantMs / 1000) * 1000;
}

/** What a calendar and a clock on the wall show. */
export interface WallTime {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** The wall time as if it were UTC's. Fields beyond their range carry over, as in `Date`. */
export function utcMs({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
  const date = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

/** What clocks of the zone show; undefined for an unknown zone. */
export function wallTime(instantMs: number, zone: string): WallTime | undefined {
  const offset = offsetMs(instantMs, zone);
  if (offset === undefined) return undefined;
  const date = new Date(instantMs + offset);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/**
 * The instant at which the zone's clocks show this. Twice in a year it is not plain: a time that clocks skip is read with the
 * offset before the change (so it is later by the skipped hour), one that they show twice is the first.
 */
export function instantOf(wall: WallTime, zone: string): number | undefined {
  const asUtc = utcMs(wall);
  const before = offsetMs(asUtc - 86_400_000, zone);
  const after = offsetMs(asUtc + 86_400_000, zone);
  if (before === undefined || after === undefined || !Number.isFinite(asUtc)) return undefined;
  const early = asUtc - before;
  return offsetMs(early, zone) === before || offsetMs(asUtc - after, zone) !== after ? early : asUtc - after;
}
