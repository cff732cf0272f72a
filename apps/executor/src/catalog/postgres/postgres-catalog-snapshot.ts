import { publishedEntry, type PublishedEntry, type PublishedFlowsAnswer } from '@aftercall/wire-format';
import { z } from 'zod';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { CatalogSnapshot } from '../catalog-snapshot.ts';

const KEEP = `
  insert into ledger.catalog_entry (key, revision, value)
  select key, revision, nullif(value, 'null') from jsonb_to_recordset($1::jsonb) as entry (key text, revision bigint, value jsonb)
  on conflict (key) do update set revision = excluded.revision, value = excluded.value
  where catalog_entry.revision < excluded.revision
    or (catalog_entry.revision = excluded.revision and catalog_entry.value is distinct from excluded.value)`;

const publishedEntries = z.array(publishedEntry);

/** {@link CatalogSnapshot} in `ledger.catalog_entry`, one row per key, so that a publish rewrites one row and not everything. */
export class PostgresCatalogSnapshot implements CatalogSnapshot {
  private readonly database: LedgerDatabase;

  constructor(database: LedgerDatabase) {
    this.database = database;
  }

  async read(): Promise<PublishedFlowsAnswer | undefined> {
    const rows = await this.database.query(
      'select key, revision::float8, value from ledger.catalog_entry order by revision',
      [],
    );
    // What another release kept may have another shape: then all of it is read from the registry anew.
    const entries = publishedEntries.safeParse(rows);
    if (rows.length === 0 || !entries.success) return undefined;
    return { revision: entries.data.at(-1)?.revision ?? 0, entries: entries.data };
  }

  async keep(entries: readonly PublishedEntry[]): Promise<void> {
    await this.database.query(KEEP, [JSON.stringify(entries)]);
  }

  async replace(entries: readonly PublishedEntry[]): Promise<void> {
    await this.database.transaction(async (query) => {
      await query('delete from ledger.catalog_entry', []);
      await query(KEEP, [JSON.stringify(entries)]);
    });
  }
}
