import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquirePostgres } from '@aftercall/dev-harness';
import type { AcquiredPostgres } from '@aftercall/dev-harness';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from './migrate.ts';
import { prepareRoles } from './prepare-roles.ts';

describe('migrate', () => {
  const root = mkdtempSync(join(tmpdir(), 'migrate-'));
  const name = `aftercall_test_${randomBytes(6).toString('hex')}`;
  let server: AcquiredPostgres;
  let admin: Client;
  let databaseUrl: string;

  beforeAll(async () => {
    server = await acquirePostgres();
    admin = new Client({ connectionString: server.adminUrl });
    await admin.connect();
    await admin.query(`create database ${name}`);
    const url = new URL(server.adminUrl);
    url.pathname = `/${name}`;
    databaseUrl = url.href;
    const login = (kind: string) => ({ name: `${name}_${kind}`, password: 'secret' });
    const logins = {
      registry: login('registry'),
      executor: login('executor'),
      vault: login('vault'),
      ledgerReader: login('ledger_reader'),
    };
    await prepareRoles({ databaseUrl, logins });
  });
  beforeEach(async () => {
    await query(`drop schema if exists ledger cascade`);
    await query(`create schema ledger authorization aftercall_owner`);
  });
  afterAll(async () => {
    await admin.query(`drop database ${name} with (force)`);
    for (const kind of ['registry', 'executor', 'vault', 'ledger_reader'])
      await admin.query(`drop role ${name}_${kind}`);
    await admin.end();
    await server.release();
    rmSync(root, { recursive: true });
  });

  async function query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  let folders = 0;
  function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = join(root, String((folders += 1)));
    mkdirSync(folder);
    for (const [file, sql] of Object.entries(files)) writeFileSync(join(folder, file), sql);
    return folder;
  }

  const one = { '0001-runs.sql': `create table ledger.run (id text primary key default '{x}');` };
  const two = {
    ...one,
    '0002-steps.sql': `-- A comment; with a semicolon.
      create table ledger.step (id int);
      create function ledger.twice(n int) returns int language sql as $$ select n * 2; $$;`,
  };
  const run = (files: Readonly<Record<string, string>>) =>
    migrate({ databaseUrl, folder: folderWith(files), schema: 'ledger' });

  it('applies what is new, in order, once, as the owner', async () => {
    expect(await run(one)).toEqual({ applied: ['0001-runs'] });
    expect(await run(two)).toEqual({ applied: ['0002-steps'] });
    expect(await run(two)).toEqual({ applied: [] });
    expect(
      await query(`select tablename, tableowner from pg_tables where schemaname = 'ledger' order by tablename`),
    ).toEqual(['run', 'schema_migration', 'step'].map((tablename) => ({ tablename, tableowner: 'aftercall_owner' })));
    expect(await query('select ledger.twice(21)')).toEqual([{ twice: 42 }]);
  });

  it('lets one of several processes work while the others wait', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => run(two)));
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['0001-runs', '0002-steps']);
  });

  it('refuses a database that a newer release has migrated, and changes nothing in it', async () => {
    await run(two);
    await expect(run(one)).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      facts: { schema: 'ledger', unknown: '0002-steps', latest: '0001-runs' },
    });
    await expect(run({ ...one, '0003-more.sql': 'create table ledger.more (id int);' })).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
    });
    expect(await query(`select to_regclass('ledger.more') as more`)).toEqual([{ more: null }]);
  });

  it('rolls everything back when one fails, and says which statement and why', async () => {
    const failing = run({
      ...one,
      '0002-broken.sql': 'create table ledger.step (id int);\nselect nonsense from nowhere;',
    });
    await expect(failing).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      facts: { schema: 'ledger', problem: expect.stringContaining('relation "nowhere" does not exist') },
    });
    expect(await query(`select to_regclass('ledger.run') as run`)).toEqual([{ run: null }]);
    expect(await run(two)).toEqual({ applied: ['0001-runs', '0002-steps'] });
  });

  it('refuses a migration that was slipped in before one that is applied', async () => {
    await run({ '0002-steps.sql': 'create table ledger.step (id int);' });
    await expect(run(two)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    expect(await query(`select to_regclass('ledger.run') as run`)).toEqual([{ run: null }]);
  });

  it.each<[string, Record<string, string>]>([
    ['is not named NNNN-what.sql', { '1-runs.sql': 'select 1' }],
    ['is not named NNNN-what.sql', { '0001_runs.sql': 'select 1' }],
    ['is not named NNNN-what.sql', { '0001-runs.ts': 'select 1' }],
    ['its number stands twice', { '0001-runs.sql': 'select 1', '0001-steps.sql': 'select 1' }],
  ])('refuses a folder with a file that %s', async (problem, files) => {
    await expect(run(files)).rejects.toMatchObject({ code: 'MIGRATION_REFUSED', facts: { problem } });
  });

  it('leaves the migrations of another schema alone', async () => {
    await run(one);
    const other = migrate({
      databaseUrl,
      folder: folderWith({ '0001-profiles.sql': 'create table vault.p (id int);' }),
      schema: 'vault',
    });
    expect(await other).toEqual({ applied: ['0001-profiles'] });
    expect(await run(one)).toEqual({ applied: [] });
  });
});
