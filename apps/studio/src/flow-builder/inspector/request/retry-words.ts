const DURATION = /^(\d+)(ms|s|m|h)$/;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `2m`, `2h` */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** `2xx`, `201`, `200-204` */
export function isStatusPattern(text: string): boolean {
  return /^(?:[1-5]xx|[1-5]\d\d(?:-[1-5]\d\d)?)$/.test(text);
}

/** "5 retries over about 2 h 40 min. Retry-After is obeyed." */
export function scheduleInWords(schedule: readonly string[]): string {
  if (schedule.length === 0) return 'One attempt, no retry.';
  const ms = schedule.reduce((sum, delay) => sum + durationMs(delay), 0);
  const count = `${String(schedule.length)} ${schedule.length === 1 ? 'retry' : 'retries'}`;
  return `${count} over about ${inWords(ms)}. Retry-After is obeyed.`;
}

function durationMs(text: string): number {
  const [, count = '0', unit = 'ms'] = DURATION.exec(text) ?? [];
  return Number(count) * (UNITS[unit] ?? 0);
}

function inWords(ms: number): string {
  if (ms < 60_000) return `${String(Math.round(ms / 1000))} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${String(minutes)} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${String(hours)} h` : `${String(hours)} h ${String(rest)} min`;
}
