import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';

const COUNT = `
  select count(*)::integer as parked
  from (select from ledger.due where lane = 'start' and due_at <= now() limit $1) as waiting`;

/** Runs that wait to be begun, counted up to `limit`: beyond it the exact number changes nothing. */
export async function countParkedRuns(database: LedgerDatabase, limit: number): Promise<number> {
  const [row] = await database.query<{ parked: number }>(COUNT, [limit], 'count-parked-runs');
  return row?.parked ?? 0;
}
