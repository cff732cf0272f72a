import type { OverviewRange } from './overview-search.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How a range is divided: into parts that begin at full times. */
const divisions: Readonly<
  Record<OverviewRange, { readonly partMs: number; readonly parts: number; readonly per: string }>
> = {
  '1h': { partMs: 2 * MINUTE_MS, parts: 30, per: 'per 2 minutes' },
  '24h': { partMs: HOUR_MS, parts: 24, per: 'per hour' },
  '7d': { partMs: 6 * HOUR_MS, parts: 28, per: 'per 6 hours' },
};

/** A span of time that ends with the part that now is in. */
export interface OverviewSpan {
  /** Where the same length of time before it begins. */
  readonly before: string;
  readonly from: string;
  readonly to: string;
  readonly parts: number;
  /** `per hour` */
  readonly per: string;
}

/** The span of a range; the same for as long as now is in the same part, so that asking again hits the same question. */
export function spanOf(range: OverviewRange, now: Date): OverviewSpan {
  const { partMs, parts, per } = divisions[range];
  const to = (Math.floor(now.getTime() / partMs) + 1) * partMs;
  const [before, from] = [to - 2 * parts * partMs, to - parts * partMs].map((at) => new Date(at).toISOString());
  return { before: before ?? '', from: from ?? '', to: new Date(to).toISOString(), parts, per };
}

/** How the beginnings of parts are written: times within a day, days beyond. */
export function partLabels(range: OverviewRange, zone: 'local' | undefined): (from: string) => PartLabel {
  const timeZone = zone === 'local' ? undefined : 'UTC';
  const short = new Intl.DateTimeFormat(
    'en-GB',
    range === '7d' ? { day: 'numeric', month: 'short', timeZone } : { timeStyle: 'short', timeZone },
  );
  const full = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone,
  });
  return (from) => ({ label: short.format(new Date(from)), when: full.format(new Date(from)) });
}

/** A part's beginning: under a chart, and in words. */
export interface PartLabel {
  readonly label: string;
  readonly when: string;
}
