import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { leakGuard } from '../leak-guard.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { ensureTemplate } from './template-database.ts';
import { TestDatabase } from './test-database.ts';
import { joinTestServer, templatePrefix, testPrefix, testServerVariable } from './test-server.ts';

const services = ['vault', 'registry', 'executor'] as const;
const adminUrl = process.env[testServerVariable] ?? '';

async function ask<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

const databasesNamed = async (prefix: string): Promise<string[]> => {
  const sql = 'select datname from pg_database where starts_with(datname, $1) order by 1';
  return (await ask<{ datname: string }>(adminUrl, sql, [prefix])).map((row) => row.datname);
};

describe('TestDatabase', () => {
  it('logs in as ordinary roles, one per service, that reach only their own schema', async () => {
    const database = await TestDatabase.create({ services });
    const sql = `select rolsuper or rolbypassrls or rolcreaterole as mighty,
                        has_schema_privilege('ledger', 'usage') as ledger, has_schema_privilege('vault', 'usage') as vault
                   from pg_roles where rolname = current_user`;
    expect(await ask(database.urls.executor, sql)).toEqual([{ mighty: false, ledger: true, vault: false }]);
    expect(await ask(database.urls.ledgerReader, sql)).toEqual([{ mighty: false, ledger: true, vault: false }]);
    expect(await ask(database.urls.vault, sql)).toEqual([{ mighty: false, ledger: false, vault: true }]);
    expect(await ask(database.urls.registry, sql)).toEqual([{ mighty: false, ledger: false, vault: false }]);
    await database.drop();
  });

  it('keeps two databases of the same services apart', async () => {
    const [one, other] = await Promise.all([TestDatabase.create({ services }), TestDatabase.create({ services })]);
    await ask(one.urls.admin, 'create table only_here ()');
    const sql = `select to_regclass('public.only_here') is not null as there`;
    expect(await ask(one.urls.admin, sql)).toEqual([{ there: true }]);
    expect(await ask(other.urls.admin, sql)).toEqual([{ there: false }]);
    await Promise.all([one.drop(), other.drop()]);
  });

  it('leaves no database and no login behind, though somebody is still connected', async () => {
    const database = await TestDatabase.create({ services });
    const name = new URL(database.urls.admin).pathname.slice(1);
    const guest = new Client({ connectionString: database.urls.registry });
    guest.on('error', () => undefined);
    await guest.connect();
    await database.drop();
    await database.drop();
    expect(await databasesNamed(name)).toEqual([]);
    expect(await ask(adminUrl, 'select from pg_roles where starts_with(rolname, $1)', [name])).toEqual([]);
    await guest.end();
  });

  it('makes a template again that a killed process left half-made', async () => {
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    const template = await ensureTemplate(admin, adminUrl, services);
    await admin.query(`alter database ${template} is_template false`);
    await admin.query(`drop database ${template}`);
    await admin.query(`create database ${template}`);
    expect(await ensureTemplate(admin, adminUrl, services)).toBe(template);
    const url = new URL(adminUrl);
    url.pathname = `/${template}`;
    const sql = `select count(*)::int as count from pg_namespace where nspname in ('vault', 'registry', 'ledger')`;
    expect(await ask(url.href, sql)).toEqual([{ count: 3 }]);
    await admin.end();
  });
});

describe('joinTestServer', () => {
  it('lets the last one out remove what tests left, and nobody before', async () => {
    // With a server that other processes share, somebody else may be the last: an own server shows it for sure.
    const folder = mkdtempSync(join(tmpdir(), 'aftercall-int-'));
    const server = await startEmbeddedPostgres({ folder, fast: true });
    const [first, last] = [await joinTestServer(server.adminUrl), await joinTestServer(server.adminUrl)];
    await TestDatabase.create({ services, adminUrl: server.adminUrl });
    const left =
      'select count(*)::int as count from pg_database where starts_with(datname, $1) or starts_with(datname, $2)';
    const logins = 'select count(*)::int as count from pg_roles where starts_with(rolname, $1)';
    await first.leave();
    expect(await ask(server.adminUrl, left, [testPrefix, templatePrefix])).toEqual([{ count: 2 }]);
    await last.leave();
    expect(await ask(server.adminUrl, left, [testPrefix, templatePrefix])).toEqual([{ count: 0 }]);
    expect(await ask(server.adminUrl, logins, [testPrefix])).toEqual([{ count: 0 }]);
    await server.stop();
    rmSync(folder, { recursive: true });
  });
});

leakGuard();
