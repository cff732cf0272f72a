import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabase } from '@aftercall/dev-harness';
import { makeRunId } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../../plumbing/postgres/connection.ts';
import type { LedgerWorld } from '../../run-ledger.contract.ts';
import type { Owner } from '../../run-ledger.ts';
import type { aRun } from '../../testing/a-run.ts';
import { PostgresLeaseTable } from '../postgres-lease-table.ts';
import { PostgresRunLedger } from '../postgres-run-ledger.ts';

export interface PostgresWorld extends LedgerWorld {
  test: TestDatabase;
  database: LedgerDatabase;
  leases: PostgresLeaseTable;
  ledger: PostgresRunLedger;
  isLive: (owner: Owner) => Promise<boolean>;
}

const OPEN = `
  with version as (
    insert into ledger.flow_version (workspace, action_id, number, document) values ($3, $4, $6, $12::jsonb) on conflict do nothing
  ), payload as (
    insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
    values ($1, $2, $3, 'json', convert_to($13, 'UTF8'), length($13))
  ), due as (
    insert into ledger.due (day, run_id, workspace, lane, due_at, kind)
    select $1, $2, $3, 'start', now(), 'start' where $10::uuid is null
  )
  insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    status, worker_id, epoch, constants, opened_at, payload_day, payload_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'completed', case when $10::uuid is null then 'QUEUED' else 'RUNNING' end, $10, $11,
    $14::jsonb, $15, $1, $2)`;

/** A migrated database of the test's own, as the executor's role sees it. */
export async function postgresWorld(): Promise<PostgresWorld> {
  const test = await TestDatabase.create({ services: ['executor'] });
  const database = new LedgerDatabase({
    databaseUrl: test.urls.executor,
    maxConnections: 8,
    onIdleError: () => undefined,
  });
  const leases = new PostgresLeaseTable(database, 'test');
  return {
    test,
    database,
    leases,
    ledger: new PostgresRunLedger(database),
    newRunId: () => makeRunId(new Date(), randomBytes),
    newOwner: () => leases.begin(randomUUID(), 60_000),
    expire: (owner) => leases.giveUp(owner),
    isLive: async ({ workerId, epoch }) => {
      const sql = 'select from ledger.worker where worker_id = $1 and epoch = $2 and expires_at > now()';
      return (await database.query(sql, [workerId, epoch])).length > 0;
    },
    open: (run, owner) => open(database, run, owner),
    age: async () => {
      await database.query("update ledger.run set owned_since = owned_since - interval '1 hour'", []);
    },
    pass: (ms) => delay(ms),
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

async function open(
  database: LedgerDatabase,
  { identity, document, data, constants }: ReturnType<typeof aRun>,
  owner: Owner | undefined,
): Promise<void> {
  const { runId, workspace, actionId, actionName, version, agentId, callId, eventType, openedAt } = identity;
  const now = new Date().toISOString().slice(0, 10);
  const who = [owner?.workerId ?? null, owner?.epoch ?? null];
  const what = [JSON.stringify(document), JSON.stringify(data), JSON.stringify(constants), openedAt];
  const key = [now, runId, workspace, actionId, actionName, version, agentId, callId, eventType];
  await database.query(OPEN, [...key, ...who, ...what]);
}
