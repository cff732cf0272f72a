import { readdir } from 'node:fs/promises';
import type { Client } from 'pg';
import { runner } from 'node-pg-migrate';
import { fault } from '../faults/runtime-faults.ts';
import { withConnection } from './connect.ts';
import { ownerRole } from './roles.ts';

/** One service's migrations and the schema that they build. */
export interface MigrateOptions {
  /** A role that may become `aftercall_owner`; `prepareRoles` sees to it. */
  readonly databaseUrl: string;
  /** Holds `NNNN-what.sql` files and nothing else. Each is plain SQL, run once, forward only. */
  readonly folder: string;
  /** An existing schema; its table `schema_migration` says what was applied. */
  readonly schema: string;
  readonly log?: (line: string) => void;
}

const migrationsTable = 'schema_migration';

/**
 * Applies what the folder holds and the database has not, in order and in one transaction. Several processes may do
 * so at once: one works, the others wait and find nothing to do. Everything made belongs to `aftercall_owner`.
 *
 * @returns the names applied by this call, without `.sql`
 * @throws Fault POSTGRES_UNREACHABLE, SCHEMA_NEWER (applied migrations that the folder does not hold: an older release
 * must not touch such a database), MIGRATION_REFUSED (a file that is not named so), MIGRATION_FAILED
 */
export async function migrate(options: MigrateOptions): Promise<{ readonly applied: readonly string[] }> {
  const known = await migrationNames(options.folder);
  return withConnection(options.databaseUrl, async (client) => {
    await client.query(`set role ${ownerRole}`);
    await refuseNewer(client, options.schema, known);
    return { applied: await apply(client, options) };
  });
}

async function migrationNames(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => !file.startsWith('.')).sort();
  const numbers = new Set<string>();
  for (const file of files) {
    const number = /^(\d{4})-[a-z0-9][a-z0-9-]*\.sql$/.exec(file)?.[1];
    if (number === undefined) throw fault('MIGRATION_REFUSED', { file, problem: 'is not named NNNN-what.sql' });
    if (numbers.has(number)) throw fault('MIGRATION_REFUSED', { file, problem: 'its number stands twice' });
    numbers.add(number);
  }
  return files.map((file) => file.slice(0, -'.sql'.length));
}

async function refuseNewer(client: Client, schema: string, known: readonly string[]): Promise<void> {
  const table = `${client.escapeIdentifier(schema)}.${migrationsTable}`;
  const exists = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table]);
  if (exists.rows[0]?.found !== true) return;
  const applied = await client.query<{ name: string }>(`select name from ${table} order by id`);
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw fault('SCHEMA_NEWER', { schema, unknown: unknown.join(', '), latest: known.at(-1) });
}

async function apply(client: Client, { folder, schema, log }: MigrateOptions): Promise<readonly string[]> {
  const said: string[] = [];
  const keep = (line: string): void => {
    said.push(line);
  };
  try {
    const applied = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsTable,
      migrationsSchema: schema,
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { debug: keep, info: log ?? keep, warn: log ?? keep, error: keep },
    });
    return applied.map(({ name }) => name);
  } catch (error) {
    throw fault('MIGRATION_FAILED', { schema, problem: said.join('\n').trim() }, error);
  }
}
