import type { RunListSearch } from './run-list-search.ts';

/** A named set of filters. */
export interface RunView {
  readonly name: string;
  readonly search: RunListSearch;
}

/** Those that everybody has. */
export const runViews: readonly RunView[] = [
  { name: 'All', search: {} },
  { name: 'Failed today', search: { status: ['FAILED'], range: '24h' } },
  { name: 'Running', search: { status: ['QUEUED', 'RUNNING'] } },
  { name: 'Waiting for retry', search: { status: ['WAITING'] } },
  { name: 'In review', search: { status: ['IN_REVIEW'] } },
];

/** The view whose filters are exactly those of the page; undefined = the person's own mixture. */
export function viewOf(search: RunListSearch, own: readonly RunView[] = []): RunView | undefined {
  return [...runViews, ...own].find((view) => sameFilters(view.search, search));
}

function sameFilters(one: RunListSearch, other: RunListSearch): boolean {
  return canonical(one) === canonical(other);
}

function canonical(search: RunListSearch): string {
  const set = Object.entries(search).filter(([name, value]) => name !== 'live' && value !== undefined);
  return JSON.stringify(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}
