import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate, prepareRoles } from '@aftercall/service-runtime';
import type { Login, LoginKind } from '@aftercall/service-runtime';
import type { Client } from 'pg';
import { dropDatabase, dropRole, lockKeys, templatePrefix } from './test-server.ts';

/** A service whose tables a test wants. */
export type ServiceWithTables = 'vault' | 'registry' | 'executor';

/** One service's migrations: where they are, and the schema that they build. */
export interface ServiceMigrations {
  readonly service: ServiceWithTables;
  readonly folder: string;
  readonly schema: 'vault' | 'registry' | 'ledger';
}

const apps = resolve(import.meta.dirname, '../../../../apps');
const migrationsOf = (app: string): string => join(apps, app, 'src/plumbing/postgres/migrations');

/** In the order in which they are run, here and by `npm run up`. */
export const serviceMigrations: readonly ServiceMigrations[] = [
  { service: 'vault', folder: migrationsOf('auth-vault'), schema: 'vault' },
  { service: 'registry', folder: migrationsOf('flow-registry'), schema: 'registry' },
  { service: 'executor', folder: migrationsOf('executor'), schema: 'ledger' },
];

/** Four logins, one per kind, whose names begin with `prefix`. */
export function loginsNamed(prefix: string, password: () => string): Record<LoginKind, Login> {
  const login = (kind: string): Login => ({ name: `${prefix}_${kind}`, password: password() });
  return {
    registry: login('registry'),
    executor: login('executor'),
    vault: login('vault'),
    ledgerReader: login('ledger_reader'),
  };
}

/** The same server, another database. */
export function urlOfDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs the migrations of these services; a folder without any is nothing to run. */
export async function migrateServices(databaseUrl: string, services: readonly ServiceWithTables[]): Promise<string[]> {
  const applied: string[] = [];
  for (const { service, folder, schema } of serviceMigrations) {
    if (!services.includes(service) || migrationFiles(folder).length === 0) continue;
    applied.push(...(await migrate({ databaseUrl, folder, schema })).applied);
  }
  return applied;
}

/**
 * The name of a database with these services' tables and no rows, made when no test process has made it yet. The name
 * holds a hash of the migrations, so that a changed file makes another one. It becomes a template in PostgreSQL's sense
 * as the last step: one that is not was left half-made by a process that was killed, and is made again.
 * @param admin - connected to the server as a role that may create roles and databases
 */
export async function ensureTemplate(
  admin: Client,
  adminUrl: string,
  services: readonly ServiceWithTables[],
): Promise<string> {
  const name = `${templatePrefix}${hashOfMigrations(services)}`;
  await admin.query(`select pg_advisory_lock(${lockKeys('template')})`);
  try {
    const { rows } = await admin.query<{ done: boolean }>(
      'select datistemplate as done from pg_database where datname = $1',
      [name],
    );
    if (rows[0]?.done === true) return name;
    if (rows[0]?.done === false) await dropDatabase(admin, name);
    await makeTemplate(admin, urlOfDatabase(adminUrl, name), name, services);
    return name;
  } finally {
    await admin.query(`select pg_advisory_unlock(${lockKeys('template')})`);
  }
}

async function makeTemplate(
  admin: Client,
  url: string,
  name: string,
  services: readonly ServiceWithTables[],
): Promise<void> {
  const logins = loginsNamed(name, () => 'never used');
  await admin.query(`create database ${admin.escapeIdentifier(name)}`);
  await prepareRoles({ databaseUrl: url, logins });
  await migrateServices(url, services);
  for (const login of Object.values(logins)) await dropRole(admin, login.name);
  await admin.query(`alter database ${admin.escapeIdentifier(name)} is_template true`);
}

function hashOfMigrations(services: readonly ServiceWithTables[]): string {
  const hash = createHash('sha256');
  for (const { service, folder } of serviceMigrations) {
    if (!services.includes(service)) continue;
    hash.update(`${service}\n`);
    for (const file of migrationFiles(folder)) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function migrationFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
}
