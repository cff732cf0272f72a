import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leakGuard } from '@aftercall/dev-harness';
import { Client } from 'pg';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { createSay } from './say.ts';
import { keepSecrets } from './state/secrets.ts';

/** Each makes a cluster or two of its own. */
jest.setTimeout(30_000);

let folder: string;
let database: Database | undefined;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercall up database '));
  said.length = 0;
});
afterEach(async () => {
  await database?.stop();
  database = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Database> {
  const say = createSay(
    (line) => said.push(line),
    (_, text) => text,
  );
  const { logins } = keepSecrets(folder);
  database = await openDatabase({ folder, logins, say, onChange: () => undefined });
  return database;
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database?.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const asides = (): string[] => readdirSync(folder).filter((name) => name.startsWith('postgres.old-'));

/** What a release with further migrations leaves. */
const leaveLaterMigration = `insert into ledger.schema_migration (name, run_on) values ('9999-later', now())`;

describe('openDatabase', () => {
  const given = process.env['DATABASE_URL'];
  afterEach(() => {
    if (given === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = given;
  });
  beforeEach(() => {
    delete process.env['DATABASE_URL'];
  });

  it('keeps its data, and has nothing to prepare the second time', async () => {
    await open();
    await query('create table kept as select 42 as answer');
    await database?.stop();
    await open();
    expect(await query('select answer from kept')).toEqual([{ answer: 42 }]);
    expect(said).toContainEqual(expect.stringMatching(/^✓ The database is up to date/));
    expect(asides()).toEqual([]);
  });

  it('moves data aside that a later release has migrated, says so, and begins anew', async () => {
    await open();
    await query(leaveLaterMigration);
    await database?.stop();
    await open();
    const [aside = ''] = asides();
    expect(said).toContainEqual(
      expect.stringMatching(/holds data of another release \(migrations 9999-later\): moved to .*\.old-.*begun anew/),
    );
    expect(existsSync(join(folder, aside, 'data', 'PG_VERSION'))).toBe(true);
    expect(await query(`select count(*)::int as later from ledger.schema_migration where name > '9'`)).toEqual([
      { later: 0 },
    ]);
  });

  it('moves data aside of a line of development that ran its migrations in another order', async () => {
    await open();
    await query(`delete from ledger.schema_migration where name like '0002-%'`);
    await database?.stop();
    await open();
    expect(asides()).toHaveLength(1);
    expect(said).toContainEqual(expect.stringContaining('(its migrations ran in another order): moved to'));
  });

  it('moves data aside that another major version of PostgreSQL has made', async () => {
    mkdirSync(join(folder, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '15\n');
    await open();
    const [aside = ''] = asides();
    expect(readFileSync(join(folder, aside, 'data', 'PG_VERSION'), 'utf8')).toBe('15\n');
    expect(said).toContainEqual(
      expect.stringMatching(/was made by PostgreSQL 15, and this is PostgreSQL 18: moved to/),
    );
    expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('leaves a database alone that was given and belongs to a later release', async () => {
    const own = await open();
    await query(leaveLaterMigration);
    process.env['DATABASE_URL'] = own.databaseUrl;
    await expect(open()).rejects.toThrow(
      'the database aftercall of DATABASE_URL belongs to another release (migrations 9999-later).\nRemedy: start that release, or set AFTERCALL_DATABASE',
    );
    expect(await query(`select name from ledger.schema_migration where name > '9'`)).toHaveLength(1);
    expect(asides()).toEqual([]);
    database = own;
  });
});

leakGuard();
