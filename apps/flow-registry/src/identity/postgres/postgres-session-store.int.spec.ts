import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { sessionStoreContract } from '../session-store.contract.ts';
import { PostgresApiKeyStore } from './postgres-api-key-store.ts';
import { PostgresSessionStore } from './postgres-session-store.ts';

sessionStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresSessionStore(transactions),
    keys: new PostgresApiKeyStore(transactions),
    close: () => database.close(),
  };
});
