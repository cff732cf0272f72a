import type { RunFilter, RunStatus } from '../registry-client/generated/graphql.ts';
import { oneOf, someOf, textIn } from '../ui/search-params.ts';

/** What a link to the list of runs may say: its filters, and whether it follows what happens. */
export interface RunListSearch {
  readonly action?: string;
  readonly agent?: string;
  readonly call?: string;
  readonly externalId?: string;
  readonly status?: readonly RunStatus[];
  /** Back from now; `from` and `to` are for links to a fixed time. */
  readonly range?: RunRange;
  readonly from?: string;
  readonly to?: string;
  /** `off`: the list stands still. */
  readonly live?: 'off';
}

export const RUN_RANGES = ['1h', '24h', '7d'] as const;
export type RunRange = (typeof RUN_RANGES)[number];

export const RUN_STATUSES = [
  'QUEUED',
  'RUNNING',
  'WAITING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'IN_REVIEW',
] as const satisfies readonly RunStatus[];

const HOUR_MS = 3_600_000;
const rangeMs: Readonly<Record<RunRange, number>> = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS };

/** Passes over what it does not know. */
export function readRunListSearch(search: Record<string, unknown>): RunListSearch {
  return {
    ...textIn(search, 'action'),
    ...textIn(search, 'agent'),
    ...textIn(search, 'call'),
    ...textIn(search, 'externalId'),
    ...someOf(search, 'status', RUN_STATUSES),
    ...oneOf(search, 'range', RUN_RANGES),
    ...instantIn(search, 'from'),
    ...instantIn(search, 'to'),
    ...oneOf(search, 'live', ['off'] as const),
  };
}

/** The same for the registry. A range begins on a full minute, so that asking again hits the same question. */
export function runFilterOf(search: RunListSearch, now: Date): RunFilter {
  const { action, agent, call, externalId, status, range, from, to } = search;
  const begin = range === undefined ? from : new Date(fullMinute(now) - rangeMs[range]).toISOString();
  return {
    ...(action === undefined ? {} : { actionId: action }),
    ...(agent === undefined ? {} : { agentId: agent }),
    ...(call === undefined ? {} : { callId: call }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(status === undefined ? {} : { status: [...status] }),
    ...(begin === undefined ? {} : { from: begin }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Whether anything narrows the list. */
export function isRunListFiltered(search: RunListSearch): boolean {
  return Object.entries(search).some(([name, value]) => name !== 'live' && value !== undefined);
}

function fullMinute(now: Date): number {
  return Math.floor(now.getTime() / 60_000) * 60_000;
}

function instantIn<Name extends 'from' | 'to'>(
  search: Record<string, unknown>,
  name: Name,
): { [Key in Name]?: string } {
  const value = search[name];
  const isInstant = typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return (isInstant ? { [name]: new Date(value).toISOString() } : {}) as { [Key in Name]?: string };
}
