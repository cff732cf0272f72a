import { PostgresPublishedFeed } from '../../published/postgres/postgres-published-feed.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { workspaceStoreContract } from '../workspace-store.contract.ts';
import { PostgresWorkspaceStore } from './postgres-workspace-store.ts';

workspaceStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresWorkspaceStore(transactions),
    feed: new PostgresPublishedFeed(transactions),
    close: () => database.close(),
  };
});
