import type { PublishedEntry, PublishedFlowsAnswer } from '@aftercall/wire-format';

/** The feed's entries as last seen, kept in the ledger's database: an executor starts and runs with the registry away. */
export interface CatalogSnapshot {
  /** Everything kept, or `undefined` when nothing ever was or not all of it can be read. @throws Fault POSTGRES_UNAVAILABLE */
  read(): Promise<PublishedFlowsAnswer | undefined>;
  /** Keeps these entries, never over a newer revision of the same key. @throws Fault POSTGRES_UNAVAILABLE */
  keep(entries: readonly PublishedEntry[]): Promise<void>;
  /** Forgets everything and keeps these. @throws Fault POSTGRES_UNAVAILABLE */
  replace(entries: readonly PublishedEntry[]): Promise<void>;
}
