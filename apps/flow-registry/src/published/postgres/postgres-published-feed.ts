import type { PublishedEntry, PublishedValue } from '@aftercall/wire-format';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import type { PublishedFeed } from '../published-feed.ts';

interface Row {
  head: string;
  key: string | null;
  revision: string | null;
  value: PublishedValue | null;
}

/** {@link PublishedFeed} in `registry.published_entry`. */
export class PostgresPublishedFeed implements PublishedFeed {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  async entriesAfter(revision: number): Promise<{ revision: number; entries: readonly PublishedEntry[] }> {
    // One statement, one snapshot: the head's revision and the entries belong together.
    const rows = await this.transactions.acrossWorkspaces('feed', (manager) =>
      manager.query<Row[]>(
        `select head.revision as head, entry.key, entry.revision, entry.value
         from registry.feed_revision head left join registry.published_entry entry on entry.revision > $1
         order by entry.revision`,
        [revision],
      ),
    );
    const entries = rows.flatMap(({ key, revision: entryRevision, value }) =>
      key === null ? [] : [{ key, revision: Number(entryRevision), value }],
    );
    return { revision: Number(rows[0]?.head ?? 0), entries };
  }

  async revisionOf(key: string): Promise<number | undefined> {
    const rows = await this.transactions.acrossWorkspaces('feed', (manager) =>
      manager.query<{ revision: string }[]>('select revision from registry.published_entry where key = $1', [key]),
    );
    return rows[0] === undefined ? undefined : Number(rows[0].revision);
  }
}
