import { dayOfRun, type AttemptHistoryRow, type RunHistoryRow, type StepHistoryRow } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { OwnedRun } from '../run-ledger.ts';
import { aRun, anAttempt, anIntent, aStep } from '../testing/a-run.ts';
import { postgresWorld, type PostgresWorld } from './testing/postgres-world.ts';

describe('the ledger as the registry reads it', () => {
  let world: PostgresWorld;
  let reader: LedgerDatabase;
  beforeEach(async () => {
    world = await postgresWorld();
    const onIdleError = () => undefined;
    reader = new LedgerDatabase({ databaseUrl: world.test.urls.ledgerReader, maxConnections: 1, onIdleError });
  });
  afterEach(async () => {
    await reader.close();
    await world.close();
  });

  async function open(workspace = 'acme'): Promise<OwnedRun> {
    const owner = await world.newOwner();
    const runId = world.newRunId();
    await world.open(aRun({ runId, workspace }), owner);
    return { runId, workspace, owner };
  }

  function read<Row extends object>(sql: string, values: unknown[] = [], workspace = 'acme'): Promise<Row[]> {
    return reader.transaction(async (query) => {
      await query("select set_config('aftercall.workspace', $1, true)", [workspace]);
      return query<Row & Record<string, unknown>>(sql, values);
    });
  }

  const runsOf = (workspace?: string) =>
    read<RunHistoryRow>('select * from ledger.run_history order by run_id', [], workspace);

  it('says of a run, its steps and its attempts what the facts say', async () => {
    const run = await open();
    const { ledger } = world;
    const cause = { code: 'STATUS_NOT_SUCCESS', message: 'the target answered 503' };
    await ledger.append(run, {
      seq: 1,
      facts: [anIntent('ticket'), aStep('skipped', { status: 'SKIPPED', port: null })],
    });
    await ledger.append(run, {
      seq: 2,
      facts: [
        anAttempt('ticket', { status: 'FAILED', cause }),
        { kind: 'waiting', node: 'ticket', until: '2026-11-20T09:00:31.000Z', lane: 'crm', cause },
        { kind: 'review', node: 'pay', cause: { code: 'IN_DOUBT', message: 'a person must say' } },
        anIntent('note'),
      ],
    });
    const open_ = await read<StepHistoryRow>('select * from ledger.step_history where day = $1 order by node_key', [
      dayOfRun(run.runId),
    ]);
    expect(open_.map(({ node_key, status }) => [node_key, status])).toEqual([
      ['note', 'RUNNING'],
      ['pay', 'IN_DOUBT'],
      ['skipped', 'SKIPPED'],
      ['ticket', 'WAITING'],
    ]);
    expect(open_[3]).toMatchObject({
      cause_code: 'STATUS_NOT_SUCCESS',
      waiting_until: new Date('2026-11-20T09:00:31Z'),
      ended_at: null,
      writes: null,
    });
    expect(await runsOf()).toMatchObject([{ run_id: run.runId, status: 'RUNNING', variables: {}, ended_at: null }]);

    const last = [anAttempt('ticket', { number: 2 }), aStep('ticket', { writes: { ticketId: 'T-1' } })];
    await ledger.append(run, { seq: 3, facts: last });
    expect(await runsOf()).toMatchObject([{ variables: { ticketId: 'T-1' } }]);
    await ledger.end(
      run,
      { seq: 4, facts: [aStep('note', { status: 'FAILED', port: null, cause })] },
      {
        status: 'FAILED',
        error: { code: 'STATUS_NOT_SUCCESS', message: 'note: the target answered 503' },
        variables: { ticketId: 'T-1', fromCall: true },
        externalIds: ['T-1'],
      },
    );
    expect(await runsOf()).toMatchObject([
      {
        status: 'FAILED',
        error_code: 'STATUS_NOT_SUCCESS',
        variables: { ticketId: 'T-1', fromCall: true },
        external_ids: ['T-1'],
        ended_at: expect.any(Date) as Date,
      },
    ]);
    const steps = await read<StepHistoryRow>("select * from ledger.step_history where node_key = 'ticket'");
    expect(steps).toMatchObject([
      { status: 'SUCCEEDED', port: 'success', writes: { ticketId: 'T-1' }, waiting_until: null },
    ]);
    const attempts = await read<AttemptHistoryRow>('select * from ledger.attempt_history order by number');
    expect(attempts).toMatchObject([
      { node_key: 'ticket', number: 1, status: 'FAILED', cause_code: 'STATUS_NOT_SUCCESS', duration_ms: 12.5 },
      {
        node_key: 'ticket',
        number: 2,
        status: 'SUCCEEDED',
        cause_code: null,
        response: { status: 201, body: { id: 'T-1' } },
      },
    ]);
  });

  it('tells the ways in which a run waits', async () => {
    const runs = [await open(), await open(), await open()];
    const ways = [{ why: 'due', lane: 'crm', inMs: 60_000 }, { why: 'review' }, { why: 'released' }] as const;
    for (const [index, run] of runs.entries()) {
      await world.ledger.park(run, undefined, ways[index] ?? { why: 'released' });
    }
    const parked = aRun({ runId: world.newRunId() });
    await world.open(parked, undefined);
    // Ids of one millisecond are in no order, so runs are told apart by their id.
    const statuses = new Map((await runsOf()).map(({ run_id, status }) => [run_id, status]));
    const opened = [...runs.map(({ runId }) => runId), parked.identity.runId];
    expect(opened.map((runId) => statuses.get(runId))).toEqual(['WAITING', 'IN_REVIEW', 'RUNNING', 'QUEUED']);
  });

  it('says when a run goes on that has waited for the same thing before', async () => {
    const run = await open();
    const cause = { code: 'VAULT_UNAVAILABLE', message: 'the vault did not answer' };
    const until = '2026-01-01T00:00:00.000Z';
    await world.ledger.append(run, { seq: 1, facts: [{ kind: 'waiting', node: 'ticket', until, lane: 'crm', cause }] });
    await world.ledger.park(run, undefined, { why: 'due', lane: 'crm', inMs: 60_000 });
    const [due] = await world.database.query<{ due_at: Date }>('select due_at from ledger.due', []);
    const steps = await read<StepHistoryRow>('select * from ledger.step_history');
    expect(steps).toMatchObject([{ status: 'WAITING', waiting_until: due?.due_at, cause_code: 'VAULT_UNAVAILABLE' }]);
  });

  it('shows a reader one workspace, and nothing without one', async () => {
    const mine = await open('acme');
    const theirs = await open('globex');
    for (const run of [mine, theirs]) {
      await world.ledger.append(run, { seq: 1, facts: [anIntent('ticket'), anAttempt('ticket')] });
    }
    for (const view of ['run_history', 'step_history', 'attempt_history', 'fact_history']) {
      const rows = await read<{ run_id: string }>(`select run_id from ledger.${view}`);
      expect(new Set(rows.map(({ run_id }) => run_id))).toEqual(new Set([mine.runId]));
      expect(await reader.query(`select from ledger.${view}`, [])).toEqual([]);
    }
    expect((await runsOf('globex')).map(({ run_id }) => run_id)).toEqual([theirs.runId]);
    await expect(read('update ledger.run set status = $1', ['FAILED'])).rejects.toThrow('permission denied');
    await expect(read('select * from ledger.worker')).rejects.toThrow('permission denied');
  });

  it('finds runs by what they can be traced by, open ones too, by an index that row-level security lets it use', async () => {
    const [waiting, over, other] = [await open(), await open(), await open('globex')];
    const parking = { why: 'due', lane: 'crm', inMs: 60_000, externalIds: ['T-1'] } as const;
    await world.ledger.park(waiting, undefined, parking);
    const end = { status: 'SUCCEEDED', error: null, variables: {}, externalIds: ['T-1', 'x'.repeat(5000)] } as const;
    await world.ledger.end(over, { seq: 1, facts: [] }, { ...end, externalIds: [...end.externalIds] });
    await world.ledger.end(other, { seq: 1, facts: [] }, { ...end, externalIds: ['T-1'] });
    await world.database.query(
      "insert into ledger.run_external_id select $1, gen_random_uuid(), 'acme', 'Z-' || n from generate_series(1, 5000) as n",
      [dayOfRun(over.runId)],
    );
    const find =
      "select run_id from ledger.run_external_id where workspace = 'acme' and external_id = 'T-1' order by run_id";
    const found = await read<{ run_id: string }>(find);
    expect(found.map(({ run_id }) => run_id)).toEqual([waiting.runId, over.runId].sort());
    const plan = (await read<{ 'QUERY PLAN': string }>(`explain ${find}`)).map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    expect(plan).toMatch(/Index Cond: .*external_id = 'T-1'/);
    expect((await runsOf()).map(({ external_ids }) => external_ids[0])).toEqual(['T-1', 'T-1']);
  });

  it('keeps large bodies apart and packed, what was sent as well as what came back', async () => {
    const run = await open();
    const [sent, received] = [JSON.stringify({ text: 'ä'.repeat(20_000) }), { rows: 'x'.repeat(20_000) }];
    const request = { method: 'POST', url: 'https://crm.example/', headers: [], body: sent };
    const response = { status: 200, headers: [], body: received, bodyBytes: 20_012, isTruncated: false };
    await world.ledger.append(run, { seq: 1, facts: [anAttempt('ticket', { request, response })] });
    const [row] = await read<AttemptHistoryRow>('select * from ledger.attempt_history');
    expect([row?.request?.body, row?.response?.body]).toEqual([null, null]);
    const bodies = await read<{ payload_id: string; encoding: string; bytes: number }>(
      'select payload_id, encoding, length(body) as bytes from ledger.body_history',
    );
    expect(bodies.every(({ encoding, bytes }) => encoding === 'json' || bytes < 1000)).toBe(true);
    const bodyOf = (id: string | undefined) => world.ledger.findBody(run.runId, id ?? '');
    expect(await bodyOf(row?.request?.bodyId)).toBe(sent);
    expect(await bodyOf(row?.response?.bodyId)).toEqual(received);
    expect(await world.ledger.append(run, { seq: 1, facts: [anAttempt('ticket', { request, response })] })).toBe(
      'kept',
    );
  });
});
