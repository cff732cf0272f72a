import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { constantEntry, constantGone } from '../../published/published-entry.ts';
import type { Constant } from '../constant.ts';
import type { ConstantStore } from '../constant-store.ts';
import { ConstantRow } from './constant-row.ts';

const ALL_CONSTANTS = `select ${rowColumns(ConstantRow, 'one')} from registry.constant as one
  where one.workspace = $1 order by one.name`;

/** {@link ConstantStore} in `registry.constant`. */
export class PostgresConstantStore implements ConstantStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  set(workspace: string, constant: Constant): Promise<{ revision: number }> {
    return this.transactions.inWorkspace(workspace, async (manager) => {
      await manager.upsert(ConstantRow, { ...constant, workspace }, ['workspace', 'name']);
      return { revision: await publishEntries(manager, [constantEntry(workspace, constant)]) };
    });
  }

  remove(workspace: string, name: string): Promise<{ constant: Constant; revision: number } | 'not-found'> {
    return this.transactions.inWorkspace(workspace, async (manager) => {
      const row = await manager.findOne(ConstantRow, {
        where: { workspace, name },
        lock: { mode: 'pessimistic_write' },
      });
      if (row === null) return 'not-found';
      await manager.delete(ConstantRow, { workspace, name });
      return { constant: constantOf(row), revision: await publishEntries(manager, [constantGone(workspace, name)]) };
    });
  }

  async all(workspace: string): Promise<readonly Constant[]> {
    const rows = await this.transactions.selectInWorkspace<ConstantRow>(workspace, ALL_CONSTANTS, []);
    return rows.map(constantOf);
  }
}

function constantOf({ name, value, updatedAt, updatedBy }: ConstantRow): Constant {
  return { name, value, updatedAt, updatedBy };
}
