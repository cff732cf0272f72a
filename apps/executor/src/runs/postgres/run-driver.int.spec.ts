import { randomBytes, randomUUID } from 'node:crypto';
import { until } from '@aftercall/dev-harness';
import { createLogger, systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { fault } from '../../faults.ts';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { StepTable } from '../../steps/step-table.ts';
import { answered, ScriptedDelivery, type Delivery } from '../../testing/answers.ts';
import { apiRequest, flowOf } from '../../testing/executor-world.ts';
import { Mortal, type Death } from '../../testing/mortal-executor.ts';
import { RenewedLease } from '../renewed-lease.ts';
import { PlanCache } from '../plan-cache.ts';
import { RunMemory } from '../run-memory.ts';
import { RunDriver } from '../run-driver.ts';
import type { RunLedger } from '../run-ledger.ts';
import { aRun } from '../testing/a-run.ts';
import { MemoryRunChanges } from '../testing/memory-run-changes.ts';
import { PostgresLeaseTable } from './postgres-lease-table.ts';
import { PostgresRunLedger } from './postgres-run-ledger.ts';
import { postgresWorld, type PostgresWorld } from './testing/postgres-world.ts';

/** Short, so that a test need not wait long for a dead process's runs. */
const LEASE_MS = 1000;

const ticketThenNote = flowOf(
  [
    apiRequest('ticket', { mapping: [{ variable: 'ticketId', path: '$.id' }] }),
    apiRequest('note', { retry: { schedule: ['2s'] }, body: { type: 'json', json: { about: '{{ticketId}}' } } }),
  ],
  ['start.next ticket', 'ticket.success note'],
);

/** Commits, and then forgets to say so. */
class ForgetfulDatabase extends LedgerDatabase {
  /** Text of the next statement whose answer is lost. */
  forgets: string | undefined;
  forgotten = 0;

  override async query<Row extends Record<string, unknown>>(
    sql: string,
    values: readonly unknown[],
    name?: string,
  ): Promise<Row[]> {
    const rows = await super.query<Row>(sql, values, name);
    if (this.forgets === undefined || !sql.includes(this.forgets)) return rows;
    this.forgets = undefined;
    this.forgotten += 1;
    throw fault('POSTGRES_UNAVAILABLE');
  }
}

describe('RunDriver on PostgreSQL', () => {
  let world: PostgresWorld;
  const opened: LedgerDatabase[] = [];
  const dead: RunDriver[] = [];
  const started: { driver: RunDriver; lease: RenewedLease }[] = [];
  beforeEach(async () => {
    world = await postgresWorld();
  });
  afterEach(async () => {
    for (const { driver, lease } of started.splice(0)) {
      await driver.drain();
      await lease.stop();
    }
    // Its calls are never answered, so neither is this; but its loops look at nothing any more.
    for (const driver of dead.splice(0)) void driver.drain();
    for (const database of opened.splice(0)) await database.close();
    await world.close();
  });

  async function start(parts: { delivery: Delivery; ledger?: RunLedger; death?: Death }) {
    const leases = new PostgresLeaseTable(world.database, 'test');
    const mortal = new Mortal({ ledger: parts.ledger ?? world.ledger, leases, delivery: parts.delivery }, parts.death);
    const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });
    const random = () => 0;
    const common = { clock: systemClock, log, random };
    const lease = new RenewedLease({ table: mortal.leases, workerId: randomUUID(), leaseMs: LEASE_MS, ...common });
    await lease.start();
    const steps = new StepTable(mortal.delivery, random);
    const driver = new RunDriver({
      plans: new PlanCache(),
      ledger: mortal.ledger,
      changes: new MemoryRunChanges(),
      lease,
      steps,
      fullLanes: () => mortal.delivery.fullLanes(),
      memory: new RunMemory({ runs: 50, bytes: 1e9 }),
      takeOverEveryMs: 200,
      drainMs: 500,
      ...common,
    });
    driver.start();
    if (parts.death === undefined) started.push({ driver, lease });
    else dead.push(driver);
    return { driver, lease, mortal };
  }

  async function parked(document: unknown): Promise<string> {
    const runId = makeRunId(new Date(), randomBytes);
    await world.open(aRun({ runId, document, callId: runId }), undefined);
    return runId;
  }

  async function rowOf(runId: string) {
    const sql = 'select status, worker_id, variables, error_code from ledger.run where run_id = $1';
    const [row] = await world.database.query<{ status: string; worker_id: string | null }>(sql, [runId]);
    return row;
  }

  const untilStatus = (runId: string, status: string) =>
    until(async () => ((await rowOf(runId))?.status === status ? rowOf(runId) : undefined), {
      what: `run ${runId} to be ${status}`,
      deadlineMs: 15_000,
    });

  it('takes over what a dead process left between two steps, and sends the first one no more', async () => {
    const delivery = new ScriptedDelivery()
      .script('ticket', answered(201, { id: 'T-1' }))
      .script('note', answered(200));
    const runId = await parked(ticketThenNote);
    // Entries: [taken, intent ticket], [answer of ticket, intent note]: it dies with the second one stored.
    const { mortal } = await start({ delivery, death: { at: 'write-kept', nth: 2 } });
    await until(() => mortal.isDead(), { what: 'the first process to die' });
    expect(delivery.sentCount('ticket')).toBe(1);
    await start({ delivery });
    expect(await untilStatus(runId, 'SUCCEEDED')).toMatchObject({ worker_id: null, variables: { ticketId: 'T-1' } });
    expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 1]);
    expect(delivery.sent.at(-1)?.scope.variables).toEqual({ ticketId: 'T-1' });
    const lost = await world.database.query(
      "select node_key, fact #>> '{cause,code}' as cause from ledger.fact_history where kind = 'attempt' and fact ->> 'status' = 'IN_DOUBT'",
      [],
    );
    expect(lost).toEqual([{ node_key: 'note', cause: 'EXECUTOR_LOST' }]);
  });

  it('goes on when a retry’s time has come, although the process that waited is dead', async () => {
    const delivery = new ScriptedDelivery()
      .script('ticket', answered(201))
      .script('note', answered(503), answered(200));
    const runId = await parked(ticketThenNote);
    // The third write parks the run.
    const { mortal } = await start({ delivery, death: { at: 'write-kept', nth: 3 } });
    await until(() => mortal.isDead(), { what: 'the first process to die' });
    const waitsFromMs = Date.now();
    expect(await rowOf(runId)).toMatchObject({ status: 'WAITING', worker_id: null });
    await start({ delivery });
    await untilStatus(runId, 'SUCCEEDED');
    expect(Date.now() - waitsFromMs).toBeGreaterThan(1900);
    expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 2]);
  });

  it.each(['insert into ledger.journal', 'update ledger.run'])(
    'does nothing twice when the answer to a COMMIT is lost (%s)',
    async (sql) => {
      const onIdleError = () => undefined;
      const database = new ForgetfulDatabase({ databaseUrl: world.test.urls.executor, maxConnections: 4, onIdleError });
      opened.push(database);
      database.forgets = sql;
      const delivery = new ScriptedDelivery().script('ticket', answered(201)).script('note', answered(200));
      const runId = await parked(ticketThenNote);
      await start({ delivery, ledger: new PostgresRunLedger(database) });
      await untilStatus(runId, 'SUCCEEDED');
      expect(database.forgotten).toBe(1);
      expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 1]);
      const seqs = await world.database.query('select seq from ledger.journal where run_id = $1 order by seq', [runId]);
      expect(seqs).toEqual(seqs.map((_, index) => ({ seq: index + 1 })));
    },
  );

  it('reads a large answer back for the step that needs it', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({ index, text: 'ä'.repeat(20) }));
    const document = flowOf(
      [
        apiRequest('fetch', { method: 'GET', body: null }),
        apiRequest('note', {
          retry: { schedule: ['2s'] },
          body: { type: 'json', json: '{{steps.fetch.response.body.rows[1999].index}}' },
        }),
      ],
      ['start.next fetch', 'fetch.success note'],
    );
    const delivery = new ScriptedDelivery()
      .script('fetch', answered(200, { rows }))
      .script('note', answered(503), answered(200));
    const runId = await parked(document);
    await start({ delivery });
    await untilStatus(runId, 'SUCCEEDED');
    const [first, second] = delivery.sent
      .filter(({ step }) => step.key === 'note')
      .map(({ scope }) => scope.steps['fetch']);
    expect(first?.response.body).toEqual({ rows });
    expect(second).toEqual(first);
    const [stored] = await world.database.query<{ response: { body: unknown; bodyId: string } }>(
      "select response from ledger.attempt_history where node_key = 'fetch'",
      [],
    );
    expect(stored?.response).toMatchObject({ body: null, bodyId: expect.any(String) as string });
  });
});
