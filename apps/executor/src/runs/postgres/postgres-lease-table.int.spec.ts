import { randomUUID } from 'node:crypto';
import { leaseTableContract } from '../lease-table.contract.ts';
import { postgresWorld } from './testing/postgres-world.ts';

leaseTableContract('PostgresLeaseTable', async () => {
  const { leases, isLive, pass, close } = await postgresWorld();
  return { table: leases, newWorkerId: randomUUID, isLive, pass, close };
});
