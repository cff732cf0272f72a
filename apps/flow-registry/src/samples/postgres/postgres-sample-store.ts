import { Not } from 'typeorm';
import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import type { PinnedSample } from '../pinned-sample.ts';
import { MAX_SAMPLES, type KeptSample, type SampleStore } from '../sample-store.ts';
import { PinnedSampleRow } from './pinned-sample-row.ts';

const SAMPLES_OF_ACTIONS = `select ${rowColumns(PinnedSampleRow, 'one')} from registry.pinned_sample as one
  where one.workspace = $1 and one.action_id = any($2) order by one.action_id, one.node_key`;

/** {@link SampleStore} in `registry.pinned_sample`. */
export class PostgresSampleStore implements SampleStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  save(workspace: string, actionId: string, sample: PinnedSample): Promise<'saved' | 'too-many'> {
    return this.transactions.inWorkspace(workspace, async (manager) => {
      // Two callers may count at once and both be let in: the bound keeps the table small, it is no promise.
      const others = await manager.countBy(PinnedSampleRow, { workspace, actionId, nodeKey: Not(sample.nodeKey) });
      if (others >= MAX_SAMPLES) return 'too-many';
      await manager.upsert(PinnedSampleRow, { ...sample, workspace, actionId }, ['actionId', 'nodeKey']);
      return 'saved';
    });
  }

  remove(workspace: string, actionId: string, nodeKey: string): Promise<'removed' | 'not-found'> {
    return this.transactions.inWorkspace(workspace, async (manager) => {
      const { affected } = await manager.delete(PinnedSampleRow, { workspace, actionId, nodeKey });
      return affected === 1 ? 'removed' : 'not-found';
    });
  }

  async ofActions(workspace: string, actionIds: readonly string[]): Promise<readonly KeptSample[]> {
    if (actionIds.length === 0) return [];
    const rows = await this.transactions.selectInWorkspace<PinnedSampleRow>(workspace, SAMPLES_OF_ACTIONS, [actionIds]);
    return rows.map(({ actionId, nodeKey, sample, pinnedAt, pinnedBy }) => ({
      actionId,
      nodeKey,
      sample: sample as PinnedSample['sample'],
      pinnedAt,
      pinnedBy,
    }));
  }

  async copy(workspace: string, fromActionId: string, toActionId: string): Promise<void> {
    await this.transactions.inWorkspace(workspace, (manager) =>
      manager.query(
        `insert into registry.pinned_sample (workspace, action_id, node_key, sample, pinned_at, pinned_by)
         select workspace, $3, node_key, sample, pinned_at, pinned_by from registry.pinned_sample
         where workspace = $1 and action_id = $2`,
        [workspace, fromActionId, toActionId],
      ),
    );
  }
}
