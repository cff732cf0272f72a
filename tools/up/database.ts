import { join } from 'node:path';
import { migrateServices, startEmbeddedPostgres } from '@aftercall/dev-harness';
import type { EmbeddedPostgres } from '@aftercall/dev-harness';
import { prepareRoles } from '@aftercall/service-runtime';
import type { Login, LoginKind } from '@aftercall/service-runtime';
import { Client } from 'pg';
import { UpProblem } from './problem.ts';
import type { Say } from './say.ts';
import { KeptServer } from './services/kept-server.ts';

/** A PostgreSQL that runs, ours or one that was given. */
export interface Database {
  /** Leads to our database, as a role that may do everything there. */
  readonly databaseUrl: string;
  /** Null when it is not ours, or does not run just now. */
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

/**
 * The server at `DATABASE_URL`, else one of our own with its data in the state folder.
 * @throws UpProblem when the server that was given does not answer
 */
export async function startDatabase(folder: string, say: Say, onChange: () => void): Promise<Database> {
  const given = process.env['DATABASE_URL'] ?? '';
  if (given !== '') {
    const act = (): Promise<string> => ensureDatabase(given);
    const databaseUrl = await say.step('Connecting to the PostgreSQL of DATABASE_URL', act);
    return { databaseUrl, pid: () => null, stop: () => Promise.resolve() };
  }
  const launch = (port?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ folder: join(folder, 'postgres'), ...(port === undefined ? {} : { port }) });
  const own = new KeptServer({ title: 'PostgreSQL', launch, say, onChange });
  const act = (): Promise<EmbeddedPostgres> => own.start();
  const server = await say.step('Starting PostgreSQL', act, ({ port }) => `PostgreSQL runs on port ${String(port)}`);
  try {
    return { databaseUrl: await ensureDatabase(server.adminUrl), pid: () => own.pid, stop: () => own.stop() };
  } catch (error) {
    await own.stop();
    throw error;
  }
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

/**
 * Makes roles and schemas, and runs what is missing of the services' migrations.
 * @returns how many migrations were run
 */
export async function prepareDatabase(
  databaseUrl: string,
  logins: Readonly<Record<LoginKind, Login>>,
): Promise<number> {
  await prepareRoles({ databaseUrl, logins });
  return (await migrateServices(databaseUrl, ['vault', 'registry', 'executor'])).length;
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
