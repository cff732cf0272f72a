import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@aftercall/dev-harness';
import { createLogger, systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { StepTable } from '../../steps/step-table.ts';
import { answered, heldAnswer, ScriptedDelivery } from '../../testing/answers.ts';
import { ticketThenNote } from '../../testing/executor-world.ts';
import { PlanCache } from '../plan-cache.ts';
import { RenewedLease } from '../renewed-lease.ts';
import { RunDriver } from '../run-driver.ts';
import { RunMemory } from '../run-memory.ts';
import { aRun } from '../testing/a-run.ts';
import { MemoryRunChanges } from '../testing/memory-run-changes.ts';
import { PostgresLeaseTable } from './postgres-lease-table.ts';
import { PostgresRunLedger } from './postgres-run-ledger.ts';
import { postgresWorld, type PostgresWorld } from './testing/postgres-world.ts';

const LEASE_MS = 1000;

describe('a PostgreSQL that is away, full, or behind', () => {
  let world: PostgresWorld;
  let admin: LedgerDatabase;
  let delivery: ScriptedDelivery;
  let driver: RunDriver;
  let lease: RenewedLease;
  let lines: string[];
  beforeEach(async () => {
    world = await postgresWorld();
    admin = new LedgerDatabase({
      databaseUrl: elsewhere(world.test.urls.admin),
      maxConnections: 1,
      onIdleError: () => undefined,
    });
    delivery = new ScriptedDelivery();
    lines = [];
    const log = createLogger({
      service: 'executor',
      level: 'info',
      destination: { write: (line) => lines.push(line) },
    });
    const common = { clock: systemClock, log, random: () => 0 };
    const table = new PostgresLeaseTable(world.database, 'test');
    lease = new RenewedLease({ table, workerId: randomUUID(), leaseMs: LEASE_MS, ...common });
    await lease.start();
    driver = new RunDriver({
      ledger: new PostgresRunLedger(world.database),
      lease,
      changes: new MemoryRunChanges(),
      steps: new StepTable(delivery, () => 0),
      plans: new PlanCache(),
      fullLanes: () => [],
      memory: new RunMemory({ runs: 50, bytes: 1e9 }),
      takeOverEveryMs: 200,
      drainMs: 500,
      ...common,
    });
    driver.start();
  });
  afterEach(async () => {
    await driver.drain();
    await lease.stop();
    await admin.close();
    await world.close();
  });

  const database = () => decodeURIComponent(new URL(world.test.urls.admin).pathname.slice(1));
  /** Nobody gets in any more, and whoever is in is thrown out. */
  async function takeAway(): Promise<void> {
    await admin.query(`alter database "${database()}" with allow_connections false`, []);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database()]);
  }
  const bringBack = () => admin.query(`alter database "${database()}" with allow_connections true`, []);

  async function aParkedRun(): Promise<string> {
    const runId = makeRunId(new Date(), randomBytes);
    await world.open(aRun({ runId, document: ticketThenNote, callId: runId }), undefined);
    driver.wake();
    return runId;
  }
  async function untilOver(runId: string): Promise<void> {
    const sql = "select from ledger.run where run_id = $1 and status = 'SUCCEEDED'";
    await until(async () => (await world.database.query(sql, [runId]).catch(() => [])).length > 0, {
      what: `run ${runId} to succeed`,
      deadlineMs: 20_000,
    });
  }
  const doubts = () =>
    world.database
      .query("select from ledger.attempt_history where status = 'IN_DOUBT'", [])
      .then((rows) => rows.length);

  it('for longer than a lease: nothing new is sent, what was answered meanwhile is stored and not sent again', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer).script('note', answered(200));
    const runId = await aParkedRun();
    await until(() => delivery.sentCount('ticket') === 1, { what: 'the first request' });
    await takeAway();
    held.arrive(answered(201, { id: 'T-1' }));
    await delay(3 * LEASE_MS);
    expect(lease.maySend()).toBe(false);
    expect(delivery.sent).toHaveLength(1);
    await bringBack();
    await untilOver(runId);
    expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 1]);
    expect(await doubts()).toBe(0);
    expect(lines.filter((line) => line.includes('the ledger is away'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('the ledger is back'))).toHaveLength(1);
  });

  it('whose disk is full: results are held, nothing new is sent, and all goes on once there is room', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer).script('note', answered(200));
    const runId = await aParkedRun();
    await until(() => delivery.sentCount('ticket') === 1, { what: 'the first request' });
    const own = new LedgerDatabase({
      databaseUrl: world.test.urls.admin,
      maxConnections: 1,
      onIdleError: () => undefined,
    });
    await own.query(
      `create function ledger.no_room() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
      [],
    );
    await own.query(
      'create trigger full_disk before insert on ledger.journal for each statement execute function ledger.no_room()',
      [],
    );
    held.arrive(answered(201, { id: 'T-1' }));
    await delay(LEASE_MS);
    expect(delivery.sent).toHaveLength(1);
    expect(lines.some((line) => line.includes('the ledger is away'))).toBe(true);
    await own.query('drop trigger full_disk on ledger.journal', []);
    await own.close();
    await untilOver(runId);
    expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 1]);
  });

  it('with entries that a newer release wrote: such a run is left alone, and goes on when it can be read', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const runId = makeRunId(new Date(), randomBytes);
    const owner = await world.newOwner();
    await world.open(aRun({ runId, document: ticketThenNote, callId: runId }), owner);
    const run = { runId, workspace: 'acme', owner };
    await world.ledger.append(run, { seq: 1, facts: [{ kind: 'taken', from: null }] });
    await world.database.query('update ledger.journal set format = 2 where run_id = $1', [runId]);
    await world.ledger.park(run, undefined, { why: 'released' });
    const left =
      "select from ledger.due where run_id = $1 and lane = 'newer release' and due_at > now() + interval '50 seconds'";
    await until(async () => (await world.database.query(left, [runId])).length > 0, { what: 'the run to be put back' });
    expect(delivery.sent).toEqual([]);
    expect(await world.database.query('select seq from ledger.journal where run_id = $1', [runId])).toEqual([
      { seq: 1 },
    ]);
    await world.database.query('update ledger.journal set format = 1 where run_id = $1', [runId]);
    await world.database.query('update ledger.due set due_at = now() where run_id = $1', [runId]);
    await untilOver(runId);
  });
});

/** Another database of the same server: from there a database can be closed. */
function elsewhere(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  return url.href;
}
