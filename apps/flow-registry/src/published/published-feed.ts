import type { PublishedEntry } from '@aftercall/wire-format';

/**
 * The change feed as it is read: the present state of every published key, each with the revision that brought it.
 * Revisions become visible in their own order, without gaps, and a key's former states are forgotten.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface PublishedFeed {
  /** Entries after a revision, in order, and the feed's revision at that same moment. */
  entriesAfter(revision: number): Promise<{ revision: number; entries: readonly PublishedEntry[] }>;
  /** The revision that brought a key's present state. */
  revisionOf(key: string): Promise<number | undefined>;
}
