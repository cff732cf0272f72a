import { join } from 'node:path';
import { migrateServices, startEmbeddedPostgres } from '@aftercall/dev-harness';
import type { EmbeddedPostgres } from '@aftercall/dev-harness';
import { isFault, prepareRoles } from '@aftercall/service-runtime';
import type { Login, LoginKind } from '@aftercall/service-runtime';
import { Client } from 'pg';
import { UpProblem } from './problem.ts';
import type { Say } from './say.ts';
import { KeptServer } from './services/kept-server.ts';
import { moveAside, startAnewIfForeign } from './state/move-aside.ts';

/** A PostgreSQL that runs, ours or one that was given. */
export interface Database {
  /** Leads to our database, as a role that may do everything there. */
  readonly databaseUrl: string;
  /** Null when it is not ours, or does not run just now. */
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

/** What a database is opened with. */
export interface DatabaseOptions {
  /** The state folder: our own server keeps its data in it. */
  readonly folder: string;
  readonly logins: Readonly<Record<LoginKind, Login>>;
  readonly say: Say;
  /** A process came or went. */
  readonly onChange: () => void;
}

/**
 * The server at `DATABASE_URL`, else one of our own with its data in the state folder; with roles, schemas and all
 * migrations. Data of our own that this release cannot follow is moved aside, and begun anew.
 * @throws UpProblem when the server or the database that was given cannot be used
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const given = process.env['DATABASE_URL'] ?? '';
  if (given !== '') return openGiven(given, options);
  try {
    return await openOwn(options);
  } catch (error) {
    const strange = strangeMigrations(error);
    if (strange === undefined) throw error;
    moveAside(join(options.folder, 'postgres'), `holds data of another release (${strange})`, options.say);
    return openOwn(options);
  }
}

async function openGiven(adminUrl: string, { logins, say }: DatabaseOptions): Promise<Database> {
  const act = (): Promise<string> => ensureDatabase(adminUrl);
  const databaseUrl = await say.step('Connecting to the PostgreSQL of DATABASE_URL', act);
  try {
    await prepareDatabase(databaseUrl, logins, say);
  } catch (cause) {
    const strange = strangeMigrations(cause);
    if (strange === undefined) throw cause;
    const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
    throw new UpProblem(
      `the database ${name} of DATABASE_URL belongs to another release (${strange}).\n` +
        'Remedy: start that release, or set AFTERCALL_DATABASE to a name for a database of this one',
      cause,
    );
  }
  return { databaseUrl, pid: () => null, stop: () => Promise.resolve() };
}

async function openOwn({ folder, logins, say, onChange }: DatabaseOptions): Promise<Database> {
  const place = { folder: join(folder, 'postgres') };
  const launch = (port?: number): Promise<EmbeddedPostgres> =>
    startAnewIfForeign(say, () => startEmbeddedPostgres({ ...place, ...(port === undefined ? {} : { port }) }));
  const own = new KeptServer({ title: 'PostgreSQL', launch, say, onChange });
  const act = (): Promise<EmbeddedPostgres> => own.start();
  const server = await say.step('Starting PostgreSQL', act, ({ port }) => `PostgreSQL runs on port ${String(port)}`);
  try {
    const databaseUrl = await ensureDatabase(server.adminUrl);
    await prepareDatabase(databaseUrl, logins, say);
    return { databaseUrl, pid: () => own.pid, stop: () => own.stop() };
  } catch (error) {
    await own.stop();
    throw error;
  }
}

/** The migrations that a later release ran, or a line of development that is not ours; undefined for any other failure. */
function strangeMigrations(error: unknown): string | undefined {
  if (!isFault(error)) return undefined;
  if (error.code === 'SCHEMA_NEWER') return `migrations ${String(error.facts['unknown'])}`;
  const isOutOfOrder =
    error.code === 'MIGRATION_FAILED' && /is preceding already run migration/.test(String(error.cause));
  return isOutOfOrder ? 'its migrations ran in another order' : undefined;
}

/** Makes the database unless it is there, and gives its URL. */
async function ensureDatabase(adminUrl: string): Promise<string> {
  const name = process.env['AFTERCALL_DATABASE'] ?? 'aftercall';
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (cause) {
    throw new UpProblem(
      `the database server at ${client.host}:${String(client.port)} cannot be used: ${messageOf(cause)}.\n` +
        'Remedy: correct DATABASE_URL (its role must be allowed to create roles and databases), or unset it to use our own',
      cause,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  return urlOf(adminUrl, name);
}

/** Makes roles and schemas, and runs what is missing of the services' migrations. */
async function prepareDatabase(
  databaseUrl: string,
  logins: Readonly<Record<LoginKind, Login>>,
  say: Say,
): Promise<void> {
  const act = async (): Promise<number> => {
    await prepareRoles({ databaseUrl, logins });
    return (await migrateServices(databaseUrl, ['vault', 'registry', 'executor'])).length;
  };
  await say.step('Preparing roles, schemas and migrations', act, (count) =>
    count === 0 ? 'The database is up to date' : `The database is prepared (${String(count)} migrations run)`,
  );
}

/** The same database for each login. */
export function urlsOfLogins(
  databaseUrl: string,
  logins: Readonly<Record<LoginKind, Login>>,
): Readonly<Record<LoginKind, string>> {
  const urlOfLogin = ({ name, password }: Login): string => {
    const url = new URL(databaseUrl);
    url.username = name;
    url.password = password;
    return url.href;
  };
  return {
    registry: urlOfLogin(logins.registry),
    executor: urlOfLogin(logins.executor),
    vault: urlOfLogin(logins.vault),
    ledgerReader: urlOfLogin(logins.ledgerReader),
  };
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/** A refused connection to several addresses has its words inside. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
