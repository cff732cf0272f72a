import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { executorsSeenContract } from '../executors-seen.contract.ts';
import { PostgresExecutorsSeen } from './postgres-executors-seen.ts';

executorsSeenContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  return { seen: new PostgresExecutorsSeen(database.transactions), close: () => database.close() };
});
