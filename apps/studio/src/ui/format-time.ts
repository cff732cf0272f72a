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

/** `20 Nov 2026, 12:04:31 UTC` */
export function utcFull(at: Date | string): string {
  return `${full.format(new Date(at))} UTC`;
}

/** `3 min ago`, `in 2 hr.` */
export function fromNow(at: Date | string, now: Date = new Date()): string {
  const ms = new Date(at).getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size < MINUTE) return relative.format(Math.round(ms / SECOND), 'second');
  if (size < HOUR) return relative.format(Math.round(ms / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(ms / HOUR), 'hour');
  return relative.format(Math.round(ms / DAY), 'day');
}

/** `412 ms`, `1.2 s`, `5 min 31 s`, `2 h 40 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${String(Math.round(ms))} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < HOUR) return parts([Math.floor(ms / MINUTE), 'min'], [Math.round((ms % MINUTE) / SECOND), 's']);
  if (ms < DAY) return parts([Math.floor(ms / HOUR), 'h'], [Math.round((ms % HOUR) / MINUTE), 'min']);
  return parts([Math.floor(ms / DAY), 'd'], [Math.round((ms % DAY) / HOUR), 'h']);
}

function parts(...all: readonly (readonly [number, string])[]): string {
  const [first, ...rest] = all.map(([count, unit]) => [count, `${String(count)} ${unit}`] as const);
  return [first?.[1], ...rest.filter(([count]) => count > 0).map(([, text]) => text)].join(' ');
}

/** `0 B`, `12.4 KB`, `1.0 MB` (1 KB = 1,024 B). */
export function bytes(count: number): string {
  if (count < 1024) return `${String(count)} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}
