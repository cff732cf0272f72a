import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { lockFolder } from '../folder-lock.ts';
import { freePort } from '../free-port.ts';
import { adminRole, lastWords, prepareDataFolder, refuseForeignCluster } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { findPostgresBinaries, majorVersionOf } from './postgres-binaries.ts';
import { preparePostgresRunner } from './postgres-runner.ts';
import type { PostgresRunner } from './postgres-runner.ts';

/** Where and how to run a PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** Made when missing (0700), and kept: data, password, log, and who holds it. */
  readonly folder: string;
  /** Without waiting for the disk, for tests: what is committed survives a crash of the server, not one of the machine. */
  readonly fast?: boolean;
  /** Default: any free one. */
  readonly port?: number;
}

/** A running PostgreSQL on 127.0.0.1. */
export interface EmbeddedPostgres {
  /** Logs in as the superuser `aftercall` to the database `postgres`; holds the password. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended, whoever ended it, with its last words. */
  readonly ended: Promise<string>;
  /** Disconnects everybody, stops the server and gives the folder free. Harmless when called again. */
  readonly stop: () => Promise<void>;
}

const startDeadlineMs = 30_000;
const stopDeadlineMs = 10_000;

/**
 * Starts the PostgreSQL that npm installed, as a child that does not outlive this process. About 1 s on a new folder,
 * 0.1 s on one that exists.
 * @throws FolderTaken when another living process holds the folder; ForeignData when another major version made its data;
 * Error with PostgreSQL's own words or the remedy
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  const fast = options.fast ?? false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const binaries = findPostgresBinaries();
    refuseForeignCluster(folder, majorVersionOf(binaries));
    const runner = preparePostgresRunner(binaries, folder);
    const place = await prepareDataFolder(folder, fast, runner);
    const server = await startServer({ place, fast, runner, port: options.port });
    return { ...server, stop: () => server.stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface ServerPlan {
  readonly place: DataFolder;
  readonly fast: boolean;
  readonly runner: PostgresRunner;
  readonly port: number | undefined;
}

/**
 * Two things pass by themselves: a port that was free when it was looked for, and the shared memory of a server that
 * was killed, which its last sessions hold for a moment.
 */
async function startServer(plan: ServerPlan): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = plan.port ?? (await freePort());
    const child = plan.runner.run('postgres', serverArgs(plan, port), plan.place.log);
    const server = watch(child, plan.place, port);
    try {
      await untilReady(server);
      return server;
    } catch (error) {
      await server.stop();
      const words = lastWords(plan.place.log);
      const mayPass =
        words.includes('pre-existing shared memory') || (plan.port === undefined && words.includes('could not bind'));
      if (!mayPass || attempt === 5) throw error;
      await delay(300);
    }
  }
}

function serverArgs({ place, fast }: ServerPlan, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=64MB',
    'max_connections=200',
    // The log of changes otherwise grows to 1 GB under load and keeps that size.
    'max_wal_size=256MB',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(fast ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  return ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

function watch(child: ChildProcess, place: DataFolder, port: number): EmbeddedPostgres {
  const endWithThisProcess = (): void => void child.kill('SIGINT');
  process.once('exit', endWithThisProcess);
  let hasEnded = false;
  const ended = new Promise<string>((done) => {
    const end = (words: string): void => {
      hasEnded = true;
      process.off('exit', endWithThisProcess);
      done(words);
    };
    child.once('error', (error) => {
      end(error.message);
    });
    child.once('exit', () => {
      end(lastWords(place.log));
    });
  });
  const stop = async (): Promise<void> => {
    // Fast shutdown; then immediate shutdown, after which the next start recovers; then nothing is left to ask.
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (hasEnded) return;
      child.kill(signal);
      await within(ended, stopDeadlineMs);
    }
  };
  const adminUrl = `postgres://${adminRole}:${place.password}@127.0.0.1:${String(port)}/postgres`;
  return { adminUrl, port, pid: child.pid ?? 0, ended, stop };
}

async function within(event: Promise<unknown>, deadlineMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([event, delay(deadlineMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}

async function untilReady(server: EmbeddedPostgres): Promise<void> {
  const state: { words?: string } = {};
  void server.ended.then((words) => (state.words = words));
  const endMs = performance.now() + startDeadlineMs;
  for (;;) {
    const problem = await findConnectProblem(server.adminUrl);
    if (problem === undefined) return;
    if (state.words !== undefined) throw new Error(`PostgreSQL did not start:\n${state.words}`, { cause: problem });
    if (performance.now() > endMs) {
      throw new Error(`PostgreSQL was not ready within ${String(startDeadlineMs)} ms`, { cause: problem });
    }
    await delay(15);
  }
}

async function findConnectProblem(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
