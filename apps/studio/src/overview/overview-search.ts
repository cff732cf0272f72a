import { oneOf } from '../ui/search-params.ts';

/** What a link to an overview may say: how far back it looks, and whose clock it shows. */
export interface OverviewSearch {
  /** Left out: 24 hours. */
  readonly range?: OverviewRange;
  /** Left out: UTC. */
  readonly zone?: 'local';
}

export const OVERVIEW_RANGES = ['1h', '24h', '7d'] as const;
export type OverviewRange = (typeof OVERVIEW_RANGES)[number];

/** Passes over what it does not know. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  return { ...oneOf(search, 'range', OVERVIEW_RANGES), ...oneOf(search, 'zone', ['local'] as const) };
}
