import type { EntityManager } from 'typeorm';
import type { EntryChange } from '../published-entry.ts';

/** PostgreSQL notification channels, one per topic of the notice board. */
export const PUBLISHED_CHANNEL = 'aftercall_published';
export const EXECUTOR_SEEN_CHANNEL = 'aftercall_executor_seen';

/**
 * Writes changes of the feed in the caller's transaction and answers their revision. Call it last: the counter's row stays
 * locked until the commit, which is what makes commit order and revision order the same.
 */
export async function publishEntries(manager: EntityManager, changes: readonly EntryChange[]): Promise<number> {
  const [rows] = await manager.query<[{ revision: string }[], number]>(
    'update registry.feed_revision set revision = revision + $1 returning revision',
    [changes.length],
  );
  const last = Number(rows[0]?.revision);
  for (const [index, change] of changes.entries()) {
    const revision = last - changes.length + 1 + index;
    const value = change.value === null ? null : JSON.stringify(change.value);
    await manager.query(
      `insert into registry.published_entry (key, revision, workspace, value) values ($1, $2, $3, $4)
       on conflict (key) do update set revision = excluded.revision, value = excluded.value`,
      [change.key, revision, change.workspace, value],
    );
  }
  await manager.query('select pg_notify($1, $2)', [PUBLISHED_CHANNEL, `${last}`]);
  return last;
}
