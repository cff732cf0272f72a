import { PostgresPublishedFeed } from '../../published/postgres/postgres-published-feed.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { actionStoreContract } from '../action-store.contract.ts';
import { PostgresActionStore } from './postgres-action-store.ts';

actionStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresActionStore(transactions),
    feed: new PostgresPublishedFeed(transactions),
    close: () => database.close(),
  };
});
