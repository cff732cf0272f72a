import { PostgresPublishedFeed } from '../../published/postgres/postgres-published-feed.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { apiKeyStoreContract } from '../api-key-store.contract.ts';
import { PostgresApiKeyStore } from './postgres-api-key-store.ts';

apiKeyStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresApiKeyStore(transactions),
    feed: new PostgresPublishedFeed(transactions),
    close: () => database.close(),
  };
});
