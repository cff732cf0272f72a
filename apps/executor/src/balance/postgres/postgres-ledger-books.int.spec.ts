import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HandClock, TestDatabase, until } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { dayOfRun } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { liveThroughADay, startTopicAnew } from '../../testing/postgres/lived-ledger.ts';
import { takeBalance, type BalanceRule } from '../balance.ts';
import { describeBalance } from '../describe-balance.ts';
import { WatchBalance } from '../watch-balance.ts';
import { PostgresLedgerBooks } from './postgres-ledger-books.ts';

describe('the balance of the ledger', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  let admin: LedgerDatabase;
  let runIds: string[];
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    const common = { maxConnections: 2, onIdleError: () => undefined };
    database = new LedgerDatabase({ databaseUrl: test.urls.executor, ...common });
    admin = new LedgerDatabase({ databaseUrl: test.urls.admin, ...common });
    runIds = await liveThroughADay(database);
  });
  afterEach(async () => {
    await Promise.all([database.close(), admin.close()]);
    await test.drop();
  });

  const balance = () => takeBalance({ books: new PostgresLedgerBooks(database), ends: undefined });
  const runIdAt = (index: number) => runIds[index] ?? '';

  it('holds while everything has an end or somebody who has it', async () => {
    const { counts, offenders, offenderCount } = await balance();
    expect(offenders).toEqual([]);
    expect(offenderCount).toBe(0);
    expect(counts).toEqual({
      events: { matched: 5, dropped: 1, waiting: 1, deadLetters: 0, duplicates: 1 },
      ...{ named: 5, opened: 5, replayed: 0, ended: 1 },
      open: { owned: 1, due: 2, inReview: 1, released: 0 },
    });
  });

  it.each<[BalanceRule, (run: (index: number) => string) => [string, unknown[]]]>([
    ['EVENT_WITHOUT_END', () => ["update ledger.call_event set reason_code = null where call_id = 'dropped'", []]],
    ['EVENT_WITHOUT_END', () => ["delete from ledger.call_record where call_id = 'waits'", []]],
    ['RUN_MISSING', (run) => ['delete from ledger.run where run_id = $1', [run(0)]]],
    [
      'RUN_UNEXPLAINED',
      () => [
        "update ledger.call_event set actions = '[]', disposition = 'DROPPED', reason_code = 'X' where call_id = 'ended'",
        [],
      ],
    ],
    ['RUN_UNDECIDED', (run) => ["update ledger.run set status = 'RUNNING' where run_id = $1", [run(0)]]],
    ['RUN_ABANDONED', (run) => ['delete from ledger.due where run_id = $1', [run(1)]]],
    [
      'RUN_ABANDONED',
      (run) => [
        "with w as (update ledger.worker set expires_at = now() - interval '1 hour') update ledger.run set owned_since = now() - interval '1 hour' where run_id = $1",
        [run(3)],
      ],
    ],
    [
      'DUE_WITHOUT_RUN',
      (run) => [
        "insert into ledger.due (day, run_id, workspace, lane, due_at, kind) values ($2, $1, 'acme', 'crm', now(), 'retry')",
        [run(0), dayOfRun(run(0))],
      ],
    ],
    ['WAIT_OVERDUE', () => ["update ledger.call_record set due_at = now() - interval '1 hour'", []]],
    [
      'COMMAND_OVERDUE',
      (run) => [
        "insert into ledger.run_command (command_id, day, run_id, workspace, command, asked_at) values ($1, $2, $1, 'acme', '{}', now() - interval '1 hour')",
        [run(3), dayOfRun(run(3))],
      ],
    ],
    [
      'OFFSET_PASSED',
      () => [
        "with o as (insert into ledger.consumer_offset values ('calls', 0, 7, null, now() - interval '1 hour')) update ledger.call_event set topic = 'calls', partition = 0, \"offset\" = 7 where call_id = 'ended'",
        [],
      ],
    ],
  ])('sees a planted %s, and names it', async (rule, plant) => {
    const [sql, values] = plant(runIdAt);
    await admin.query(sql, values);
    const taken = await balance();
    expect(taken.offenders.map((offender) => offender.rule)).toContain(rule);
    expect(taken.offenderCount).toBeGreaterThan(0);
    expect(describeBalance(taken)).toMatch(new RegExp(`does not balance: \\d+ offenders\\.[^]*${rule}  \\S+`));
  });

  it('holds when a topic was made anew: older events stand at offsets of another log', async () => {
    await admin.query("insert into ledger.consumer_offset values ('calls', 0, 9, null, now() - interval '1 hour')", []);
    const events =
      "update ledger.call_event set topic = 'calls', partition = 0, \"offset\" = 7 where call_id = 'ended'";
    await admin.query(events, []);
    expect(await startTopicAnew(database, { topic: 'calls', partition: 0 }, 9n)).toBe(true);
    expect((await balance()).offenders).toEqual([]);
  });

  it('counts all and names a few', async () => {
    await admin.query(
      `insert into ledger.due (day, run_id, workspace, lane, due_at, kind)
       select $1, gen_random_uuid(), 'acme', 'crm', now(), 'retry' from generate_series(1, 50)`,
      [dayOfRun(runIdAt(0))],
    );
    const { offenders, offenderCount } = await balance();
    expect([offenders.length, offenderCount]).toEqual([20, 50]);
  });

  it('compares with the ends of Kafka', async () => {
    await admin.query(
      "insert into ledger.consumer_offset values ('calls', 0, 7, null), ('calls', 1, 3, null), ('gone', 0, 1, null)",
      [],
    );
    const ends = {
      endsOf: (topics: readonly string[]) => {
        expect(topics).toEqual(['calls', 'gone']);
        return Promise.resolve([
          { topic: 'calls', partition: 0, endOffset: 9n },
          { topic: 'calls', partition: 1, endOffset: 3n },
        ]);
      },
    };
    const taken = await takeBalance({ books: new PostgresLedgerBooks(database), ends });
    expect(taken.offenders).toEqual([{ rule: 'TOPIC_SHORTER', workspace: null, name: 'gone/0' }]);
    expect(describeBalance(taken)).toMatch(/calls\/0 +7 +end 9, still to be read 2/);
  });

  it('is taken now and then for operators: what is open and why, and what does not balance', async () => {
    await admin.query('delete from ledger.due where run_id = $1', [runIdAt(1)]);
    const log = createLogger({ service: 'executor', level: 'error' });
    const watch = new WatchBalance({ books: new PostgresLedgerBooks(database), clock: new HandClock(), log });
    watch.start();
    await until(() => watch.openRuns().some(({ count }) => count > 0), { what: 'the balance to be taken' });
    await watch.stop();
    const open = Object.fromEntries(watch.openRuns().map(({ state, count }) => [state, count]));
    expect(open).toEqual({ owned: 1, due: 1, review: 1, released: 0 });
    expect(watch.offenders().filter(({ count }) => count > 0)).toEqual([{ rule: 'RUN_ABANDONED', count: 1 }]);
  });

  it('is refused to a role that row-level security would show an empty ledger', async () => {
    const reader = new LedgerDatabase({
      databaseUrl: test.urls.ledgerReader,
      maxConnections: 1,
      onIdleError: () => undefined,
    });
    await expect(new PostgresLedgerBooks(reader).read(undefined)).rejects.toThrow('permission denied');
    await reader.close();
  });

  it('is a command that exits 0 when the ledger balances and 1 when it does not', async () => {
    const run = async (): Promise<[number | null, string]> => {
      const script = join(__dirname, '../../balance-command.ts');
      const env = { PATH: '', DATABASE_URL: test.urls.executor };
      const child = spawn(process.execPath, ['--conditions=@aftercall/source', script], { env });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      return [code, said];
    };
    expect(await run()).toEqual([0, expect.stringContaining('The ledger balances.')]);
    await admin.query('delete from ledger.due where run_id = $1', [runIdAt(1)]);
    expect(await run()).toEqual([1, expect.stringContaining(`RUN_ABANDONED  ${runIdAt(1)} (workspace acme)`)]);
  }, 30_000);
});
