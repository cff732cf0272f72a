import { randomUUID } from 'node:crypto';
import { PostgresActionStore } from '../../actions/postgres/postgres-action-store.ts';
import { openAction } from '../../actions/post-call-action.ts';
import { ContractDatabase } from '../../testing/postgres/contract-database.ts';
import { sampleStoreContract } from '../sample-store.contract.ts';
import { PostgresSampleStore } from './postgres-sample-store.ts';

sampleStoreContract('PostgreSQL', async () => {
  const database = await ContractDatabase.open();
  const actions = new PostgresActionStore(database.transactions);
  return {
    store: new PostgresSampleStore(database.transactions),
    addAction: async (workspace) => {
      const id = randomUUID();
      const naming = { name: id, description: '', agentIds: [] };
      await actions.add(workspace, openAction(id, naming, { by: 'ada', at: new Date() }));
      return id;
    },
    close: () => database.close(),
  };
});
