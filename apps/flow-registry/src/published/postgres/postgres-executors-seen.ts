import { randomUUID } from 'node:crypto';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { FORGOTTEN_AFTER_MS, GRACE_MS, type ExecutorsSeen, type SeenExecutor } from '../executors-seen.ts';
import { EXECUTOR_SEEN_CHANNEL } from './publish-entries.ts';

/** {@link ExecutorsSeen} in `registry.executor_seen`; every poll tells all replicas. */
export class PostgresExecutorsSeen implements ExecutorsSeen {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  async polled(poll: { executor: string; revision: number; waitMs: number }): Promise<string> {
    const pollId = randomUUID();
    await this.transactions.acrossWorkspaces('feed', async (manager) => {
      await manager.query(
        `insert into registry.executor_seen (executor, revision, poll, connected_until)
         values ($1, $2, $3, now() + $4 * interval '1 millisecond')
         on conflict (executor) do update
         set revision = excluded.revision, poll = excluded.poll, connected_until = excluded.connected_until`,
        [poll.executor, poll.revision, pollId, poll.waitMs + GRACE_MS],
      );
      await manager.query('select pg_notify($1, $2)', [EXECUTOR_SEEN_CHANNEL, poll.executor]);
    });
    return pollId;
  }

  async ended(pollId: string): Promise<void> {
    await this.transactions.acrossWorkspaces('feed', async (manager) => {
      await manager.query(
        `update registry.executor_seen set connected_until = least(connected_until, now() + $2 * interval '1 millisecond')
         where poll = $1`,
        [pollId, GRACE_MS],
      );
      await manager.query(
        `delete from registry.executor_seen where connected_until < now() - $1 * interval '1 millisecond'`,
        [FORGOTTEN_AFTER_MS],
      );
    });
  }

  async connected(lateByMs = 0): Promise<readonly SeenExecutor[]> {
    const rows = await this.transactions.acrossWorkspaces('feed', (manager) =>
      manager.query<{ executor: string; revision: string; connected_for_ms: number }[]>(
        `select executor, revision, (extract(epoch from connected_until - now()) * 1000 + $1)::float8 as connected_for_ms
         from registry.executor_seen where connected_until + $1 * interval '1 millisecond' > now()`,
        [lateByMs],
      ),
    );
    return rows.map((row) => ({
      executor: row.executor,
      revision: Number(row.revision),
      connectedForMs: row.connected_for_ms,
    }));
  }
}
