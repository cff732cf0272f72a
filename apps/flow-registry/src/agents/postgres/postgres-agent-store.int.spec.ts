import { PostgresPublishedFeed } from '../../published/postgres/postgres-published-feed.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { agentStoreContract } from '../agent-store.contract.ts';
import { PostgresAgentStore } from './postgres-agent-store.ts';

agentStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const { transactions } = database;
  return {
    store: new PostgresAgentStore(transactions),
    feed: new PostgresPublishedFeed(transactions),
    close: () => database.close(),
  };
});
