import { randomBytes, randomUUID } from 'node:crypto';
import { TestDatabase } from '@aftercall/dev-harness';
import { makeRunId } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { admissionOf, intakeLedgerContract } from '../intake-ledger.contract.ts';
import { nobodyWaits } from '../testing/nobody-waits.ts';
import { PostgresIntakeLedger } from './postgres-intake-ledger.ts';

const newRunId = () => makeRunId(new Date(), randomBytes);

async function open() {
  const test = await TestDatabase.create({ services: ['executor'] });
  const database = new LedgerDatabase({
    databaseUrl: test.urls.executor,
    maxConnections: 4,
    onIdleError: () => undefined,
  });
  const owner = { workerId: randomUUID(), epoch: 1 };
  const ledger = new PostgresIntakeLedger({ database, join: nobodyWaits(newRunId), newId: newRunId });
  const close = async () => {
    await database.close();
    await test.drop();
  };
  return { test, database, owner, ledger, close };
}

intakeLedgerContract('PostgresIntakeLedger', async () => {
  const { database, ledger, close } = await open();
  return {
    ledger,
    newRunId,
    duplicatesOf: async (callId) => {
      const rows = await database.query<{ duplicates: number }>(
        "select duplicates from ledger.call_event where workspace = 'acme' and call_id = $1 and event_type = 'call.ended'",
        [callId],
      );
      return rows[0]?.duplicates ?? Number.NaN;
    },
    close,
  };
});

describe('the ledger after an intake', () => {
  let parts: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    parts = await open();
  });
  afterEach(() => parts.close());

  it('has the run under this process, its document and its call', async () => {
    const { ledger, database, owner } = parts;
    await ledger.keep([admissionOf({ newRunId, data: { summary: 'Ünïcödé 😀 "quoted"\n' } })], owner);
    const [run] = await database.query(
      'select r.status, r.worker_id, r.epoch, r.started_at, v.document, p.encoding, p.body from ledger.run r join ledger.flow_version v using (workspace, action_id) join ledger.payload p on p.day = r.payload_day and p.payload_id = r.payload_id',
      [],
    );
    expect(run).toMatchObject({ status: 'RUNNING', worker_id: owner.workerId, epoch: '1', encoding: 'json' });
    expect(run?.['started_at']).toBeInstanceOf(Date);
    expect(JSON.parse((run?.['body'] as Buffer).toString())).toMatchObject({ summary: 'Ünïcödé 😀 "quoted"\n' });
  });

  it('parks a run without an owner as due in the lane start', async () => {
    await parts.ledger.keep([admissionOf({ newRunId })], undefined);
    const [run] = await parts.database.query(
      'select r.status, r.worker_id, r.started_at, d.lane, d.kind from ledger.run r join ledger.due d using (day, run_id)',
      [],
    );
    expect(run).toEqual({ status: 'QUEUED', worker_id: null, started_at: null, lane: 'start', kind: 'start' });
  });

  it('compresses a large event and gives it back whole', async () => {
    const summary = 'long '.repeat(10_000);
    await parts.ledger.keep([admissionOf({ newRunId, data: { summary } })], parts.owner);
    const [payload] = await parts.database.query<{ encoding: string; body_bytes: number; stored: number }>(
      'select encoding, body_bytes, length(body) as stored from ledger.payload',
      [],
    );
    expect(payload?.encoding).toBe('gzip');
    expect(payload?.body_bytes).toBeGreaterThan(50_000);
    expect(payload?.stored).toBeLessThan(5000);
  });

  it('keeps a hundred events although PostgreSQL refuses one of them', async () => {
    const admissions = Array.from({ length: 100 }, (_, index) =>
      admissionOf({ newRunId, data: { callId: `c-${index}` } }),
    );
    const bad = admissions[41];
    if (bad === undefined) throw new Error('there are a hundred');
    // What cannot come through a door, but would be refused by a text column if it ever did.
    admissions[41] = { ...bad, event: { ...bad.event, source: 'nul \u0000 inside' } };
    const outcomes = await parts.ledger.keep(admissions, parts.owner);
    expect(outcomes.map((outcome, index) => (outcome === 'new' ? -1 : index)).filter((index) => index >= 0)).toEqual([
      41,
    ]);
    expect(outcomes[41]).toBe('refused');
    const [count] = await parts.database.query('select count(*)::integer as runs from ledger.run', []);
    expect(count).toEqual({ runs: 99 });
  });

  it('keeps nothing at all when the transaction fails in its middle', async () => {
    const { ledger, database, owner } = parts;
    const colliding = newRunId();
    const one = admissionOf({ newRunId: () => colliding, data: { callId: 'c-1' } });
    const other = admissionOf({ newRunId: () => colliding, data: { callId: 'c-2' } });
    // The same run id twice: the second insert of the batch cannot stand, so each is tried alone.
    expect(await ledger.keep([one, other], owner)).toEqual(['new', 'refused']);
    const events = await database.query<{ call_id: string }>('select call_id from ledger.call_event', []);
    expect(events.map(({ call_id }) => call_id)).toEqual(['c-1']);
  });

  it('shows a reader only the workspace that it names', async () => {
    const { ledger, test, owner } = parts;
    await ledger.keep([admissionOf({ newRunId }), admissionOf({ newRunId, workspace: 'globex' })], owner);
    const reader = new LedgerDatabase({
      databaseUrl: test.urls.ledgerReader,
      maxConnections: 1,
      onIdleError: () => undefined,
    });
    try {
      const workspacesSeen = (name: string) =>
        reader.transaction(async (query) => {
          await query("select set_config('aftercall.workspace', $1, true)", [name]);
          return query<{ workspace: string }>('select workspace from ledger.call_history', []);
        });
      expect(await workspacesSeen('acme')).toEqual([{ workspace: 'acme' }]);
      expect(await workspacesSeen('globex')).toEqual([{ workspace: 'globex' }]);
      expect(await reader.query('select workspace from ledger.call_history', [])).toEqual([]);
      await expect(reader.query('delete from ledger.run', [])).rejects.toMatchObject({ code: '42501' });
    } finally {
      await reader.close();
    }
  });
});
