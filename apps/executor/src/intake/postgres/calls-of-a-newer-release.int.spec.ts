import { TestDatabase } from '@aftercall/dev-harness';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { executorOn, olderExecutorOn } from './testing/one-executor.ts';

const waitFor = { event: 'call.analyzed', deadlineMs: 600_000 };

describe('a call for a flow that a newer release wrote', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    database = open(test.urls.executor);
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  const open = (databaseUrl: string) =>
    new LedgerDatabase({ databaseUrl, maxConnections: 8, onIdleError: () => undefined });
  const runs = () =>
    database.query('select call_id, event_type, is_analyzed, status from ledger.run order by call_id, event_type', []);
  const events = async (callId: string) => {
    const rows = await database.query<{ told: string }>(
      `select concat_ws(' ', event_type, disposition, reason_code) as told from ledger.call_event
       where call_id = $1 order by event_type desc`,
      [callId],
    );
    return rows.map(({ told }) => told);
  };

  it('is kept by an older executor and run, once, by one that can read it', async () => {
    const older = olderExecutorOn(database, [{}, { event: 'call.analyzed' }]);
    expect(await older.ledger.keep([older.ended('c-1'), older.started('c-1')], undefined)).toEqual(['new', 'new']);
    expect(await older.ledger.keep([older.ended('c-1')], undefined)).toEqual(['duplicate']);
    expect(await older.waiting.judgeUnread(100, undefined)).toEqual({ calls: 0, openings: [] });
    expect(await runs()).toEqual([]);
    expect(await events('c-1')).toEqual(['call.started WAITING NEWER_RELEASE', 'call.ended WAITING NEWER_RELEASE']);

    const newer = [1, 2].map(() => executorOn(database, [{}, { event: 'call.analyzed' }]));
    for (let turn = 0; turn < 2; turn += 1) {
      await Promise.all(newer.map(({ waiting }) => waiting.judgeUnread(100, undefined)));
    }
    expect(await runs()).toMatchObject([{ call_id: 'c-1', event_type: 'call.ended', status: 'QUEUED' }]);
    expect(await database.query('select number from ledger.flow_version', [])).toEqual([{ number: 1 }]);
    expect(await events('c-1')).toEqual(['call.started DROPPED NO_ACTION', 'call.ended MATCHED']);
    expect(await newer[0]?.waiting.judgeUnread(100, undefined)).toEqual({ calls: 0, openings: [] });
  });

  it.each(['both are kept unread', 'the end is', 'the analysis is'])('is joined when %s', async (which) => {
    const starts = [{ waitFor }, { event: 'call.analyzed' }];
    const [older, newer] = [olderExecutorOn(database, starts), executorOn(database, starts)];
    const atEnd = which === 'the analysis is' ? newer : older;
    const atAnalysis = which === 'the end is' ? newer : older;
    await atEnd.ledger.keep([atEnd.ended('c-1')], undefined);
    await atAnalysis.ledger.keep([atAnalysis.analyzed('c-1')], undefined);
    for (let turn = 0; turn < 2; turn += 1) await newer.waiting.judgeUnread(100, undefined);
    expect(await runs()).toMatchObject([
      { call_id: 'c-1', event_type: 'call.analyzed' },
      { call_id: 'c-1', event_type: 'joined', is_analyzed: true },
    ]);
    expect(await events('c-1')).toEqual(['call.ended MATCHED', 'call.analyzed MATCHED']);
    expect(await database.query('select from ledger.call_record', [])).toEqual([]);
  });

  it('that waits for its analysis is left to the newer release, at its deadline as well', async () => {
    const newer = executorOn(database, [{ waitFor }]);
    await newer.ledger.keep([newer.ended('c-1'), newer.ended('c-2')], undefined);
    const older = executorOn(database, [{}]);
    const asSeen = async (format: number) => {
      const admin = open(test.urls.admin);
      await admin.query('update ledger.flow_version set document = document || $1', [{ format }]);
      await admin.close();
    };
    await asSeen(2);
    await older.ledger.keep([older.analyzed('c-1')], undefined);
    expect(await events('c-1')).toEqual([
      'call.ended WAITING WAITING_FOR_ANALYSIS',
      'call.analyzed WAITING NEWER_RELEASE',
    ]);
    expect(await older.waiting.judgeUnread(100, undefined)).toEqual({ calls: 0, openings: [] });
    await database.query("update ledger.call_record set due_at = now() - interval '1 second'", []);
    expect((await older.waiting.openDue(100, undefined)).openings).toEqual([]);
    expect(await database.query('select from ledger.call_record where due_at > now()', [])).toHaveLength(2);

    await asSeen(1);
    await newer.waiting.judgeUnread(100, undefined);
    await database.query("update ledger.call_record set due_at = now() - interval '1 second'", []);
    await newer.waiting.openDue(100, undefined);
    expect(await runs()).toMatchObject([
      { call_id: 'c-1', is_analyzed: true },
      { call_id: 'c-2', is_analyzed: false },
    ]);
  });

  it('is not given up, however long its analysis waits', async () => {
    const older = olderExecutorOn(database, [{ waitFor }]);
    await older.ledger.keep([older.analyzed('c-1')], undefined);
    await database.query("update ledger.call_event set received_at = now() - interval '25 hours'", []);
    expect(await older.waiting.giveUpAnalyses()).toBe(0);
  });

  it('is told as what it is when its data are no longer kept', async () => {
    const older = olderExecutorOn(database, [{}]);
    await older.ledger.keep([older.ended('c-1')], undefined);
    await database.query('update ledger.call_event set payload_day = null, payload_id = null', []);
    await executorOn(database, [{}]).waiting.judgeUnread(100, undefined);
    expect(await events('c-1')).toEqual(['call.ended DROPPED CALL_DATA_GONE']);
  });
});
