import { TestDatabase } from '@aftercall/dev-harness';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../plumbing/postgres/data-source.ts';
import { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { PostgresWorkspaceStore } from '../../workspaces/postgres/postgres-workspace-store.ts';

/** One database for a contract's suite, as the service's own role, with the workspaces that contracts use. */
export class ContractDatabase {
  readonly transactions: WorkspaceTransactions;

  private constructor(
    private readonly database: TestDatabase,
    private readonly dataSource: DataSource,
  ) {
    this.transactions = new WorkspaceTransactions(dataSource);
  }

  static async open(): Promise<ContractDatabase> {
    const database = await TestDatabase.create({ services: ['registry'] });
    const dataSource = await createDataSource(database.urls.registry, () => undefined).initialize();
    const made = new ContractDatabase(database, dataSource);
    const workspaces = new PostgresWorkspaceStore(made.transactions);
    for (const id of ['left', 'right']) await workspaces.add({ id, name: id, createdAt: new Date() });
    return made;
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }
}
