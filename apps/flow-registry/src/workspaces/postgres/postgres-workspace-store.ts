import type { Page, PageRequest } from '../../paging/page.ts';
import { readPage } from '../../plumbing/postgres/page-query.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { workspaceEntry } from '../../published/published-entry.ts';
import type { Workspace } from '../workspace.ts';
import type { WorkspaceStore } from '../workspace-store.ts';
import { WorkspaceRow } from './workspace-row.ts';

/** {@link WorkspaceStore} in `registry.workspace`. */
export class PostgresWorkspaceStore implements WorkspaceStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  add(workspace: Workspace): Promise<{ revision: number } | 'id-taken'> {
    return this.transactions.inWorkspace(workspace.id, async (manager) => {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(WorkspaceRow)
        .values({ ...workspace })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) return 'id-taken';
      return { revision: await publishEntries(manager, [workspaceEntry(workspace)]) };
    });
  }

  async find(id: string): Promise<Workspace | undefined> {
    const row = await this.transactions.readInWorkspace(id, (manager) => manager.findOneBy(WorkspaceRow, { id }));
    return row === null ? undefined : { ...row };
  }

  list(request: PageRequest): Promise<Page<Workspace>> {
    return this.transactions.readAcrossWorkspaces('workspaces', (manager) =>
      readPage(manager.createQueryBuilder(WorkspaceRow, 'row'), { at: 'row.createdAt', id: 'row.id' }, request),
    );
  }
}
