import { TestDatabase } from '@aftercall/dev-harness';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { PostgresRecordLedger } from './postgres-record-ledger.ts';
import { executorOn, newId } from './testing/one-executor.ts';

const waitFor = { event: 'call.analyzed', deadlineMs: 600_000 };

describe('the end of a call and its analysis', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    database = new LedgerDatabase({
      databaseUrl: test.urls.executor,
      maxConnections: 8,
      onIdleError: () => undefined,
    });
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  const joining = () => executorOn(database, [{ waitFor }]);
  const runs = () =>
    database.query(
      `select r.call_id, r.event_type, r.is_analyzed, r.status, convert_from(p.body, 'UTF8')::jsonb as data
       from ledger.run r join ledger.payload p on p.day = r.payload_day and p.payload_id = r.payload_id order by call_id, event_type`,
      [],
    );
  const events = async (callId: string) => {
    const rows = await database.query<{
      event_type: string;
      disposition: string;
      actions: { reason: { code: string } | null; runId: string | null }[];
    }>('select event_type, disposition, actions from ledger.call_event where call_id = $1 order by event_type desc', [
      callId,
    ]);
    const told = (row: (typeof rows)[number]) =>
      row.actions.map(({ reason, runId }) => reason?.code ?? (runId && 'RUN'));
    return rows.map((row) => [row.event_type, row.disposition, ...told(row)]);
  };
  const waits = async () => (await database.query('select from ledger.call_record', [])).length;
  const passDeadlines = () => database.query("update ledger.call_record set due_at = now() - interval '1 second'", []);

  it('open one run when both are there, of what both say', async () => {
    const { ledger, ended, analyzed } = joining();
    await ledger.keep([ended('c-1', { variables: { a: 1 } })], undefined);
    expect(await runs()).toEqual([]);
    expect(await events('c-1')).toEqual([['call.ended', 'WAITING', 'WAITING_FOR_ANALYSIS']]);
    const analysis = analyzed('c-1', { summary: 'long', sentiment: 'negative', variables: { b: 2 } });
    expect(await ledger.keep([analysis], undefined)).toEqual(['new']);
    expect(analysis.openings.map(({ identity }) => identity.eventType)).toEqual(['joined']);
    expect(await runs()).toEqual([
      expect.objectContaining({
        event_type: 'joined',
        is_analyzed: true,
        status: 'QUEUED',
        data: expect.objectContaining({
          outcome: 'completed',
          summary: 'long',
          sentiment: 'negative',
          variables: { a: 1, b: 2 },
        }) as unknown,
      }),
    ]);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN'],
      ['call.analyzed', 'MATCHED', 'JOINED'],
    ]);
    expect(await waits()).toBe(0);
  });

  it('open it too when the analysis comes first', async () => {
    const { ledger, ended, analyzed } = joining();
    await ledger.keep([analyzed('c-1', { summary: 'long' })], undefined);
    expect(await events('c-1')).toEqual([['call.analyzed', 'WAITING', 'WAITING_FOR_END']]);
    await ledger.keep([ended('c-1')], undefined);
    expect(await runs()).toMatchObject([{ is_analyzed: true, data: { summary: 'long', outcome: 'completed' } }]);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN'],
      ['call.analyzed', 'MATCHED', 'JOINED'],
    ]);
  });

  it.each(['end first', 'analysis first'])('are joined in one batch as well: %s', async (order) => {
    const { ledger, ended, analyzed } = joining();
    const both = [ended('c-1'), analyzed('c-1', { summary: 'long' }), ended('c-1')];
    const batch = order === 'end first' ? both : both.toReversed().slice(1).concat(ended('c-2'));
    const outcomes = await ledger.keep(batch, undefined);
    expect(outcomes).toEqual(order === 'end first' ? ['new', 'new', 'duplicate'] : ['new', 'new', 'new']);
    expect(await runs()).toMatchObject([{ call_id: 'c-1', is_analyzed: true, data: { summary: 'long' } }]);
  });

  it('are joined when one comes by Kafka and the other by HTTP', async () => {
    const { ledger, ended, analyzed } = joining();
    const records = new PostgresRecordLedger({ database, events: ledger, newId });
    const place = { topic: 'calls', partition: 0 };
    const next = { nextOffset: 1n, recordHash: null };
    const letterOf = () => {
      throw new Error('nothing is refused');
    };
    const admissions = [analyzed('c-1', { summary: 'long' })];
    const chunk = { place, expected: undefined, next, admissions, deadLetters: [], letterOf };
    expect(await records.keepChunk(chunk, undefined)).toEqual({ kept: true, outcomes: ['new'] });
    await ledger.keep([ended('c-1')], undefined);
    expect(await runs()).toMatchObject([{ call_id: 'c-1', is_analyzed: true, data: { summary: 'long' } }]);
  });

  it('open one run, however often each is announced', async () => {
    const { ledger, ended, analyzed } = joining();
    for (let round = 0; round < 3; round += 1) {
      await ledger.keep([ended('c-1')], undefined);
      await ledger.keep([analyzed('c-1')], undefined);
    }
    expect(await runs()).toHaveLength(1);
  });

  it('find each other when they come at the same moment at two executors', async () => {
    const [first, second] = [joining(), joining()];
    const calls = Array.from({ length: 40 }, (_, index) => `c-${index}`);
    await Promise.all(
      calls.flatMap((callId) => [
        first.ledger.keep([first.ended(callId)], undefined),
        second.ledger.keep([second.analyzed(callId)], undefined),
      ]),
    );
    const opened = await runs();
    expect(opened.map(({ call_id }) => call_id as string).sort()).toEqual(calls.sort());
    expect(opened.every(({ is_analyzed }) => is_analyzed === true)).toBe(true);
    expect(await waits()).toBe(0);
  });

  it('begin without the analysis at the deadline, once, and tell one that comes later', async () => {
    const { ledger, ended, analyzed, waiting } = joining();
    await ledger.keep([ended('c-1')], undefined);
    expect(await waiting.openDue(100, undefined)).toEqual({ calls: 0, openings: [] });
    await passDeadlines();
    const opened = await Promise.all([waiting.openDue(100, undefined), joining().waiting.openDue(100, undefined)]);
    expect(opened.flatMap(({ openings }) => openings)).toHaveLength(1);
    expect(await runs()).toMatchObject([{ event_type: 'joined', is_analyzed: false, data: { summary: 'short' } }]);
    await ledger.keep([analyzed('c-1')], undefined);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN'],
      ['call.analyzed', 'DROPPED', 'ANALYSIS_LATE'],
    ]);
    expect(await runs()).toHaveLength(1);
  });

  it('ask Start’s condition when the analysis is there', async () => {
    const condition = '{{interaction.SENTIMENT}} == "negative"';
    const { ledger, ended, analyzed, waiting } = executorOn(database, [{ waitFor, condition }]);
    await ledger.keep([ended('c-1'), ended('c-2'), ended('c-3'), ended('c-4', { outcome: 'failed' })], undefined);
    expect(await waits()).toBe(3);
    await ledger.keep(
      [analyzed('c-1', { sentiment: 'negative' }), analyzed('c-2', { sentiment: 'positive' })],
      undefined,
    );
    await passDeadlines();
    await waiting.openDue(100, undefined);
    expect(await runs()).toMatchObject([{ call_id: 'c-1' }]);
    expect(await events('c-2')).toEqual([
      ['call.ended', 'DROPPED', 'CONDITION_FALSE'],
      ['call.analyzed', 'DROPPED', 'CONDITION_FALSE'],
    ]);
    expect(await events('c-3')).toEqual([['call.ended', 'DROPPED', 'CONDITION_FALSE']]);
    expect(await events('c-4')).toEqual([['call.ended', 'DROPPED', 'OUTCOME_NOT_CHOSEN']]);
  });

  it('concern each action by itself: one runs at once, one waits, one hears the analysis knowing the end', async () => {
    const starts = [{}, { waitFor }, { event: 'call.analyzed' }, { event: 'call.analyzed', outcomes: ['failed'] }];
    const { ledger, ended, analyzed } = executorOn(database, starts);
    await ledger.keep([ended('c-1')], undefined);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN', 'WAITING_FOR_ANALYSIS', 'EVENT_NOT_HEARD', 'EVENT_NOT_HEARD'],
    ]);
    await ledger.keep([analyzed('c-1', { summary: 'long' })], undefined);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN', 'RUN', 'EVENT_NOT_HEARD', 'EVENT_NOT_HEARD'],
      ['call.analyzed', 'MATCHED', 'EVENT_NOT_HEARD', 'JOINED', 'RUN', 'OUTCOME_NOT_CHOSEN'],
    ]);
    expect(await runs()).toMatchObject([
      { event_type: 'call.analyzed', data: { summary: 'long', outcome: 'completed' } },
      { event_type: 'call.ended', data: { summary: 'short' } },
      { event_type: 'joined', is_analyzed: true },
    ]);
  });

  it('are joined beside a row that PostgreSQL refuses', async () => {
    const { ledger, ended, analyzed } = joining();
    await ledger.keep([ended('c-1')], undefined);
    const refused = ended('c-bad');
    Object.assign(refused, { occurredAt: 'no time at all' });
    const batch = [analyzed('c-1'), refused, ended('c-2')];
    expect(await ledger.keep(batch, undefined)).toEqual(['new', 'refused', 'new']);
    expect(await runs()).toMatchObject([{ call_id: 'c-1', is_analyzed: true }]);
    expect(batch[0]?.openings).toHaveLength(1);
    expect(await waits()).toBe(1);
  });

  it('give an analysis up whose call’s end is not heard of for a day', async () => {
    const { ledger, analyzed, ended, waiting } = joining();
    await ledger.keep([analyzed('c-1'), analyzed('c-2')], undefined);
    await database.query(
      "update ledger.call_event set received_at = now() - interval '25 hours' where call_id = 'c-1'",
      [],
    );
    expect(await waiting.giveUpAnalyses()).toBe(1);
    expect(await events('c-1')).toEqual([['call.analyzed', 'DROPPED', 'WAITING_FOR_END']]);
    await ledger.keep([ended('c-1')], undefined);
    expect(await events('c-1')).toEqual([
      ['call.ended', 'MATCHED', 'RUN'],
      ['call.analyzed', 'MATCHED', 'JOINED'],
    ]);
  });
});
