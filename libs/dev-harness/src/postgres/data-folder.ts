import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ForeignData } from '../foreign-data.ts';
import { findCommandLine, findProcessBirth } from '../process-identity.ts';
import type { PostgresRunner } from './postgres-runner.ts';

/** The superuser of an embedded PostgreSQL. */
export const adminRole = 'aftercall';

/** What stands in the folder of an embedded PostgreSQL. */
export interface DataFolder {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/**
 * Makes the cluster unless it is there. It is made beside its place and renamed: an interrupted `initdb` leaves nothing
 * that looks like a cluster.
 * @throws Error with initdb's own words
 */
export async function prepareDataFolder(folder: string, fast: boolean, runner: PostgresRunner): Promise<DataFolder> {
  const data = join(folder, 'data');
  const log = join(folder, 'postgres.log');
  const passwordFile = join(folder, 'password');
  writeFileSync(log, '', { mode: 0o600 });
  if (!existsSync(data)) {
    writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
    await makeCluster({ data, passwordFile, log, fast, runner });
  }
  await stopStalePostgres(data);
  return { data, log, password: readPassword(passwordFile, data) };
}

/** @throws ForeignData when another major version made the cluster */
export function refuseForeignCluster(folder: string, major: string): void {
  const file = join(folder, 'data', 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found !== major)
    throw new ForeignData(folder, `was made by PostgreSQL ${found}, and this is PostgreSQL ${major}`);
}

/** The last lines of the server's log: what it says itself about why it ended. */
export function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.slice(-5).join('\n');
}

interface NewCluster {
  readonly data: string;
  readonly passwordFile: string;
  readonly log: string;
  readonly fast: boolean;
  readonly runner: PostgresRunner;
}

async function makeCluster({ data, passwordFile, log, fast, runner }: NewCluster): Promise<void> {
  const draft = `${data}.tmp`;
  rmSync(draft, { recursive: true, force: true });
  const encoding = ['-E', 'UTF8', '--locale=C'];
  const admin = ['-U', adminRole, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const child = runner.run('initdb', ['-D', draft, ...encoding, ...admin, ...(fast ? ['--no-sync'] : [])], log);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`initdb failed in ${draft}:\n${lastWords(log)}`);
  renameSync(draft, data);
}

/**
 * The file `postmaster.pid` outlives a server that was killed, and a server outlives a launcher that was killed where
 * no leash holds it. The caller holds the folder's lock, so a server found here has no owner: it is stopped. An id that
 * belongs to some other process by now would keep PostgreSQL from starting: then the file is removed.
 */
async function stopStalePostgres(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  const isServer = pid > 0 && findProcessBirth(pid) !== undefined && findCommandLine(pid)?.includes(`-D ${data}`);
  if (!isServer) {
    rmSync(pidFile, { force: true });
    return;
  }
  // Fast shutdown, then immediate shutdown: the next start recovers from the log.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (await endsBy(signal, pid)) return;
  }
  throw new Error(`a PostgreSQL without an owner (process ${String(pid)}) holds ${data} and does not stop`);
}

async function endsBy(signal: 'SIGINT' | 'SIGQUIT', pid: number): Promise<boolean> {
  const birth = findProcessBirth(pid);
  process.kill(pid, signal);
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 20) {
    if (findProcessBirth(pid) !== birth) return true;
    await delay(20);
  }
  return false;
}

function readPassword(file: string, data: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} is missing, so nobody can log in. Remedy: move ${data} away; a new one is then made`, {
      cause,
    });
  }
}
