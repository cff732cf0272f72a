import { HandClock, TestDatabase, until } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { LedgerDatabase } from './connection.ts';
import { DayPartitions } from './day-partitions.ts';

const COUNT = `
  select count(*)::integer as count from pg_inherits
  where inhparent in ('ledger.run'::regclass, 'ledger.journal'::regclass, 'ledger.payload'::regclass, 'ledger.run_external_id'::regclass)`;

describe('DayPartitions', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  let clock: HandClock;
  let lines: string[];
  let partitions: DayPartitions;
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    const onIdleError = () => undefined;
    database = new LedgerDatabase({ databaseUrl: test.urls.executor, maxConnections: 2, onIdleError });
    clock = new HandClock();
    lines = [];
    const log = createLogger({
      service: 'executor',
      level: 'info',
      destination: { write: (line) => lines.push(line) },
    });
    partitions = new DayPartitions({ database, clock, log });
  });
  afterEach(async () => {
    await partitions.stop();
    await database.close();
    await test.drop();
  });
  const count = async () => (await database.query<{ count: number }>(COUNT, []))[0]?.count;

  it('has yesterday to a week ahead ready, makes nothing twice, and no table that takes every day', async () => {
    expect(await count()).toBe(4 * 9);
    await partitions.start();
    expect(await count()).toBe(4 * 9);
    expect(partitions.daysAhead()).toBe(7);
    await clock.advance(3 * 86_400_000 - 3_600_000);
    expect(partitions.daysAhead()).toBeGreaterThanOrEqual(4);
    expect(
      await database.query(
        "select from pg_class where relname like '%default%' and relnamespace = 'ledger'::regnamespace",
        [],
      ),
    ).toEqual([]);
  });

  it('makes them although the executor may not make tables itself', async () => {
    await expect(database.query('create table ledger.mine (id integer)', [])).rejects.toThrow('permission denied');
    const [row] = await database.query<{ made: number }>('select ledger.make_day_partitions(9) as made', []);
    expect(row?.made).toBe(4 * 2);
    expect(await database.query('select ledger.make_day_partitions(9) as made', [])).toEqual([{ made: 0 }]);
  });

  it('goes on after a failure, and says what is wrong', async () => {
    await partitions.start();
    await database.close();
    await clock.advance(6 * 3_600_000);
    await until(() => lines.some((line) => line.includes('could not be made ahead')), {
      what: 'a line about the failure',
    });
    expect(clock.nextWakeMs).toBe(60_000);
    database = new LedgerDatabase({ databaseUrl: test.urls.executor, maxConnections: 1, onIdleError: () => undefined });
  });
});
