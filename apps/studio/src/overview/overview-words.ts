/** From the end of a call to the last write that it causes: 99 of 100 runs are quicker. */
export const OBJECTIVE_MS = 30_000;

interface Counts {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** `2,874` */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** `99.3 %` of those that are over; undefined while none is. */
export function successShare(runs: Counts | null | undefined): string | undefined {
  const over = overOf(runs);
  return over === 0 || runs == null ? undefined : percent(runs.succeeded / over);
}

/** `0.3 points less than before`; undefined when there is nothing to compare. */
export function shareChange(now: Counts | null | undefined, before: Counts | null | undefined): string | undefined {
  if (now == null || before == null || overOf(now) === 0 || overOf(before) === 0) return undefined;
  const points = (now.succeeded / overOf(now) - before.succeeded / overOf(before)) * 100;
  const size = Math.abs(points).toFixed(1);
  return size === '0.0' ? 'as before' : `${size} points ${points > 0 ? 'more' : 'less'} than before`;
}

/** `4 % more than the 24 h before`; undefined when there was nothing before. */
export function countChange(now: number, before: number, range: string): string | undefined {
  if (before === 0) return undefined;
  const change = Math.round((now / before - 1) * 100);
  if (change === 0) return `as in the ${range} before`;
  return `${String(Math.abs(change))} % ${change > 0 ? 'more' : 'less'} than the ${range} before`;
}

/** `93 %`, `99.3 %`; never 100 % when something is missing. */
export function percent(share: number): string {
  if (share === 1 || share === 0) return `${String(share * 100)} %`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}

function overOf(runs: Counts | null | undefined): number {
  return runs == null ? 0 : runs.succeeded + runs.failed + runs.cancelled;
}
