const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `12:04:31` */
export function utcTime(at: Date | string): string {
  return time.format(new Date(at));
}

/** `20 Nov, 12:04:31` */
export function utcDayTime(at: Date | string): string {
  return `${day.format(new Date(at))}, ${utcTime(at)}`;
}

/** `12:04:31` of today, `20 Nov, 12:04:31` of any other day. */
export function utcShort(at: Date | string, now: Date): string {
  return utcDay(at) === utcDay(now) ? utcTime(at) : utcDayTime(at);
}

function utcDay(at: Date | string): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `20 Nov 2026, 12:04:31 UTC` */
export function utcFull(at: Date | string): string {
  return `${full.format(new Date(at))} UTC`;
}

/** `3 min ago`, `in 2 hr` */
export function fromNow(at: Date | string, now: Date = new Date()): string {
  return relativeTo(at, now).replace('.', '');
}

function relativeTo(at: Date | string, now: Date): string {
  const ms = new Date(at).getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size < MINUTE) return relative.format(Math.round(ms / SECOND), 'second');
  if (size < HOUR) return relative.format(Math.round(ms / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(ms / HOUR), 'hour');
  return relative.format(Math.round(ms / DAY), 'day');
}

/** `412 ms`, `1.2 s`, `5 min 31 s`, `2 h 40 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (Math.round(ms) < SECOND) return `${String(Math.round(ms))} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 3600) return inTwo(seconds, [60, 'min'], 's');
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1440) return inTwo(minutes, [60, 'h'], 'min');
  return inTwo(Math.round(ms / HOUR), [24, 'd'], 'h');
}

/** 331 with [60, min] and s: `5 min 31 s`; what is nothing is left out. */
function inTwo(count: number, [size, large]: readonly [number, string], small: string): string {
  const rest = count % size;
  const whole = `${String(Math.floor(count / size))} ${large}`;
  return rest === 0 ? whole : `${whole} ${String(rest)} ${small}`;
}

/** `0 B`, `12.4 KB`, `1.0 MB` (1 KB = 1,024 B). */
export function bytes(count: number): string {
  if (count < 1024) return `${String(count)} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}
