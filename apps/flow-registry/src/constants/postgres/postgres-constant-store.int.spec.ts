import { PostgresPublishedFeed } from '../../published/postgres/postgres-published-feed.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { constantStoreContract } from '../constant-store.contract.ts';
import { PostgresConstantStore } from './postgres-constant-store.ts';

constantStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresConstantStore(transactions),
    feed: new PostgresPublishedFeed(transactions),
    close: () => database.close(),
  };
});
