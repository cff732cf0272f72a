import { randomUUID } from 'node:crypto';
import { HandClock, TestDatabase } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { LedgerDatabase } from './connection.ts';
import { Retention } from './retention.ts';

const DAY_MS = 86_400_000;
const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

describe('Retention', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  let admin: LedgerDatabase;
  let retention: Retention;
  let lines: string[];
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    const common = { maxConnections: 2, onIdleError: () => undefined };
    database = new LedgerDatabase({ databaseUrl: test.urls.executor, ...common });
    admin = new LedgerDatabase({ databaseUrl: test.urls.admin, ...common });
    lines = [];
    const destination = { write: (line: string) => lines.push(line) };
    const log = createLogger({ service: 'executor', level: 'info', destination });
    retention = new Retention({ database, bodyDays: 30, factDays: 90, clock: new HandClock(), log });
    for (const days of [91, 90, 60, 31, 30, 29]) {
      const sql = 'select ledger.make_day(parent, $1::date) from unnest(ledger.day_tables()) as parent';
      await admin.query(sql, [dayAgo(days)]);
    }
  });
  afterEach(async () => {
    await Promise.all([database.close(), admin.close()]);
    await test.drop();
  });

  /** A run of some days ago with one answer, one external id and its call. */
  async function addRun(days: number, status: string, over: { payloadDays?: number } = {}): Promise<string> {
    const [day, runId] = [dayAgo(days), randomUUID()];
    const isOpen = status === 'WAITING' || status === 'IN_REVIEW';
    await admin.query(
      `insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, status,
         ended_at, payload_day, payload_id)
       values ($1, $2, 'acme', $2, 'Notify', 1, 'agent-1', 'c-1', 'call.ended', $3, $4, $5, $2)`,
      [day, runId, status, isOpen ? null : new Date(), dayAgo(over.payloadDays ?? days)],
    );
    const request = { method: 'POST', url: 'https://crm.example/', headers: [], body: '{"who":"Ann"}' };
    const response = { status: 201, headers: [], body: { id: 'T-1' }, bodyBytes: 12, isTruncated: false };
    const facts = [
      { kind: 'intent', node: 'a', number: 1 },
      { kind: 'attempt', node: 'a', number: 1, request, response },
    ];
    await admin.query(
      "insert into ledger.journal (day, run_id, seq, workspace, worker_id, epoch, facts) values ($1, $2, 1, 'acme', $2, 1, $3)",
      [day, runId, JSON.stringify(facts)],
    );
    await admin.query("insert into ledger.run_external_id values ($1, $2, 'acme', 'T-1')", [day, runId]);
    const body =
      "insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes) values ($1, $2, 'acme', 'json', '{}', 2)";
    await admin.query(body, [day, runId]);
    if (status === 'WAITING') {
      const due =
        "insert into ledger.due (day, run_id, workspace, lane, due_at, kind) values ($1, $2, 'acme', 'crm', now(), 'retry')";
      await admin.query(due, [day, runId]);
    }
    return runId;
  }
  const daysIn = async (parent: string) => {
    const sql = `select distinct day::text from ledger.${parent} order by day`;
    return (await admin.query<{ day: string }>(sql, [])).map(({ day }) => day);
  };
  const factsOf = async (runId: string) => {
    const sql = 'select facts, at from ledger.journal where run_id = $1';
    return (await admin.query<{ facts: { request?: unknown; response?: unknown }[]; at: Date }>(sql, [runId]))[0];
  };

  it('drops bodies after 30 days and facts after 90, day by day, and does it once', async () => {
    for (const days of [91, 90, 31, 30, 29]) await addRun(days, 'SUCCEEDED');
    await retention.retire();
    expect(await daysIn('payload')).toEqual([dayAgo(30), dayAgo(29)]);
    for (const parent of ['run', 'journal', 'run_external_id']) {
      expect(await daysIn(parent)).toEqual([dayAgo(90), dayAgo(31), dayAgo(30), dayAgo(29)]);
    }
    const said = lines.length;
    expect(said).toBeGreaterThan(0);
    await retention.retire();
    expect(lines).toHaveLength(said);
  });

  it('leaves of older facts what was asked and answered when, without the bodies', async () => {
    const [old, young] = [await addRun(60, 'SUCCEEDED'), await addRun(29, 'SUCCEEDED')];
    const before = await factsOf(old);
    await retention.retire();
    const after = await factsOf(old);
    expect(after?.at).toEqual(before?.at);
    expect(after?.facts).toMatchObject([
      { kind: 'intent' },
      {
        request: { method: 'POST', url: 'https://crm.example/', body: null },
        response: { status: 201, body: null, bodyBytes: 12, isExpired: true },
      },
    ]);
    expect((await factsOf(young))?.facts[1]).toMatchObject({
      request: { body: '{"who":"Ann"}' },
      response: { body: { id: 'T-1' } },
    });
    const fence = `insert into ledger.journal (day, run_id, seq, workspace, worker_id, epoch, facts) values ($1, $2, 1, 'acme', $2, 1, '[]')`;
    await expect(database.query(fence, [dayAgo(60), old])).rejects.toMatchObject({ code: '23505' });
  });

  it('ends what is still open first: a run whose call is no longer kept cannot go on', async () => {
    const [waiting, inReview] = [await addRun(31, 'WAITING'), await addRun(60, 'IN_REVIEW')];
    const [young, midnight] = [await addRun(29, 'WAITING'), await addRun(30, 'IN_REVIEW', { payloadDays: 31 })];
    await retention.retire();
    const sql = 'select run_id, status, error_code from ledger.run where run_id = any ($1::uuid[])';
    const rows = await admin.query<{ run_id: string }>(sql, [[waiting, inReview, young, midnight]]);
    const of = (runId: string) => rows.find(({ run_id }) => run_id === runId);
    for (const runId of [waiting, inReview, midnight]) {
      expect(of(runId)).toMatchObject({ status: 'FAILED', error_code: 'RETENTION' });
    }
    expect(of(young)).toMatchObject({ status: 'WAITING', error_code: null });
    expect(await admin.query('select run_id from ledger.due', [])).toEqual([{ run_id: young }]);
  });

  it('forgets events that could not come again, in batches, and old dead letters', async () => {
    await admin.query(
      `insert into ledger.call_event (workspace, call_id, event_type, event_id, source, agent_id, door, received_at, occurred_at, disposition)
       select 'acme', 'c-' || n, 'call.ended', 'e', 's', 'a', 'HTTP', now() - n * interval '10 milliseconds' - case when n <= 10 then interval '91 days' else interval '93 days' end, now(), 'DROPPED'
       from generate_series(1, 12000) as n`,
      [],
    );
    await retention.retire();
    expect(await admin.query('select count(*)::integer as count from ledger.call_event', [])).toEqual([{ count: 10 }]);
  });

  it('gives way to whoever holds a table, and does not make others wait', async () => {
    await addRun(91, 'SUCCEEDED');
    const held = admin.transaction(async (query) => {
      await query('select from ledger.payload limit 1', []);
      await expect(retention.retire()).rejects.toMatchObject({ code: 'POSTGRES_UNAVAILABLE' });
    });
    await held;
    await retention.retire();
    expect(await daysIn('payload')).toEqual([]);
  });
});
