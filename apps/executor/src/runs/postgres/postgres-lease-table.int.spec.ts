import { randomUUID } from 'node:crypto';
import { leaseTableContract } from '../lease-table.contract.ts';
import { aRun } from '../testing/a-run.ts';
import { postgresWorld } from './testing/postgres-world.ts';

leaseTableContract('PostgresLeaseTable', async () => {
  const { leases, isLive, pass, close } = await postgresWorld();
  return { table: leases, newWorkerId: randomUUID, isLive, pass, close };
});

describe('the leases of processes that ended', () => {
  it('are forgotten a day later by a process that starts, but not while runs still name them', async () => {
    const world = await postgresWorld();
    const [recent, old, owning] = [await world.newOwner(), await world.newOwner(), await world.newOwner()];
    await world.open(aRun({ runId: world.newRunId(), document: {}, callId: 'c-1' }), owning);
    await world.database.query(
      "update ledger.worker set expires_at = now() - interval '25 hours' where worker_id = any ($1::uuid[])",
      [[old.workerId, owning.workerId]],
    );
    const starting = await world.newOwner();
    const rows = await world.database.query<{ worker_id: string }>('select worker_id from ledger.worker', []);
    const kept = [recent, owning, starting].map(({ workerId }) => workerId);
    expect(rows.map(({ worker_id }) => worker_id).sort()).toEqual(kept.sort());
    await world.close();
  });
});
