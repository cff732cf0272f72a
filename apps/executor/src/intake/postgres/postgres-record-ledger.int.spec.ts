import { randomBytes, randomUUID } from 'node:crypto';
import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { makeRunId } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { DeadLetter } from '../dead-letter.ts';
import { admissionOf } from '../intake-ledger.contract.ts';
import { recordLedgerContract } from '../record-ledger.contract.ts';
import { aRecord } from '../testing/a-record.ts';
import { countParkedRuns } from './parked-runs.ts';
import { nobodyWaits } from '../testing/nobody-waits.ts';
import { PostgresIntakeLedger } from './postgres-intake-ledger.ts';
import { PostgresRecordLedger } from './postgres-record-ledger.ts';

const newRunId = () => makeRunId(new Date(), randomBytes);
const place = { topic: 'calls', partition: 0 };
const owner = { workerId: randomUUID(), epoch: 1 };

async function open() {
  const test = await TestDatabase.create({ services: ['executor'] });
  const database = new LedgerDatabase({
    databaseUrl: test.urls.executor,
    maxConnections: 4,
    onIdleError: () => undefined,
  });
  const events = new PostgresIntakeLedger({ database, join: nobodyWaits(newRunId), newId: newRunId });
  const ledger = new PostgresRecordLedger({ database, events, newId: newRunId });
  const close = async () => {
    await database.close();
    await test.drop();
  };
  return { database, ledger, close };
}

recordLedgerContract('PostgresRecordLedger', async () => {
  const { database, ledger, close } = await open();
  return {
    ledger,
    newRunId,
    letters: async () => {
      const rows = await database.query<{ offset: string; reason_code: string; call_id: string | null }>(
        'select "offset", reason_code, call_id from ledger.dead_letter order by "offset"',
        [],
      );
      return rows.map((row) => ({ offset: BigInt(row.offset), code: row.reason_code, callId: row.call_id }));
    },
    duplicatesOf: async (callId) => {
      const sql = 'select duplicates from ledger.call_event where call_id = $1';
      const [row] = await database.query<{ duplicates: number }>(sql, [callId]);
      return row?.duplicates ?? Number.NaN;
    },
    unstorable: (callId) => {
      const admission = admissionOf({ newRunId, data: { callId } });
      // What cannot come through a door, but would be refused by a text column if it ever did.
      return { ...admission, event: { ...admission.event, source: 'nul \u0000 inside' } };
    },
    close,
  };
});

describe('a dead letter in PostgreSQL', () => {
  let parts: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    parts = await open();
  });
  afterEach(() => parts.close());
  const keep = async (...deadLetters: DeadLetter[]) => {
    const next = { nextOffset: 1n, recordHash: null };
    const rest = { place, expected: undefined, next, admissions: [], letterOf: () => deadLetters[0] as DeadLetter };
    await parts.ledger.keepChunk({ ...rest, deadLetters }, owner);
    return parts.database.query('select * from ledger.dead_letter order by "offset"', []);
  };
  const letter = (over: Partial<DeadLetter> = {}): DeadLetter => ({
    reason: { code: 'INVALID', message: 'data.callId is required' },
    workspace: 'acme',
    eventId: 'evt-1',
    callId: 'c-1',
    place,
    record: aRecord({ offset: 9_007_199_254_740_993n }),
    ...over,
  });

  it('has its reason, where it came from, its key, and its body to the byte', async () => {
    const body = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x22]);
    const record = aRecord({ offset: 9_007_199_254_740_993n, key: Buffer.from([0, 1]), value: body });
    const [row] = await keep(letter({ record }));
    expect(row).toMatchObject({
      workspace: 'acme',
      reason_code: 'INVALID',
      reason_message: 'data.callId is required',
      topic: 'calls',
      partition: 0,
      offset: '9007199254740993',
      event_id: 'evt-1',
      call_id: 'c-1',
      record_at: new Date(record.timestampMs),
    });
    expect(row?.['body']).toEqual(body);
    expect(row?.['record_key']).toEqual(Buffer.from([0, 1]));
  });

  it('has its headers in order, as text where they are text', async () => {
    const headers = [
      { name: 'ce_id', value: Buffer.from('évt') },
      { name: 'trace', value: Buffer.from([0xff, 0x00]) },
      { name: 'trace', value: null },
      { name: 'nul\u0000name', value: Buffer.from('a\u0000b') },
    ];
    const [row] = await keep(letter({ record: aRecord({ headers }) }));
    expect(row?.['headers']).toEqual([
      { name: 'ce_id', value: 'évt' },
      { name: 'trace', base64: '/wA=' },
      { name: 'trace', value: null },
      { name: 'nul\uFFFDname', base64: 'YQBi' },
    ]);
  });

  it('is kept of a tombstone, and of a time that no calendar has', async () => {
    const [row] = await keep(letter({ record: aRecord({ value: null, key: null, timestampMs: -1 }) }));
    expect(row).toMatchObject({ body: null, record_key: null, record_at: null });
  });

  it('mends what a sender wrote into its names', async () => {
    const reason = { code: 'UNKNOWN_TYPE' as const, message: 'type "\u0000" is unknown' };
    const [row] = await keep(letter({ reason, eventId: 'e\u0000', callId: '\ud800' }));
    expect(row).toMatchObject({ reason_message: 'type "\uFFFD" is unknown', event_id: 'e\uFFFD', call_id: '\uFFFD' });
  });

  it('keeps ten thousand in one go', async () => {
    const letters = Array.from({ length: 10_000 }, (_, index) =>
      letter({ record: aRecord({ offset: BigInt(index) }) }),
    );
    expect(await keep(...letters)).toHaveLength(10_000);
  });
});

describe('runs that wait to be begun', () => {
  it('are counted up to a limit', async () => {
    const { database, ledger, close } = await open();
    try {
      const admissions = ['c-1', 'c-2', 'c-3'].map((callId) => admissionOf({ newRunId, data: { callId } }));
      const next = { nextOffset: 3n, recordHash: null };
      const letterOf = () => {
        throw new Error('nothing is refused here');
      };
      await ledger.keepChunk({ place, expected: undefined, next, admissions, deadLetters: [], letterOf }, undefined);
      expect(await countParkedRuns(database, 100)).toBe(3);
      expect(await countParkedRuns(database, 2)).toBe(2);
    } finally {
      await close();
    }
  });
});

leakGuard();
