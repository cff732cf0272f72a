import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { leakGuard } from '../leak-guard.ts';
import { findProcessBirth } from '../process-identity.ts';
import { until } from '../until.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const launcherFile = join(import.meta.dirname, 'testing', 'launcher.ts');

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall-embedded-'));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Launched {
  readonly launcher: ChildProcess;
  readonly adminUrl: string;
  readonly pid: number;
}

async function launch(folder: string, options: { uid?: number; path?: string } = {}): Promise<Launched> {
  const { uid, path = process.env['PATH'] } = options;
  const launcher = spawn(process.execPath, ['--conditions=@aftercall/source', launcherFile, folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const said: string[] = [];
  launcher.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const line = await Promise.race([once(launcher.stdout, 'data'), once(launcher, 'exit')]);
  if (!Buffer.isBuffer(line[0])) throw new Error(`the launcher ended: ${said.join('')}`);
  return { launcher, ...(JSON.parse(line[0].toString()) as { adminUrl: string; pid: number }) };
}

async function end({ launcher }: Launched): Promise<void> {
  launcher.stdin?.end();
  await once(launcher, 'exit');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A folder for PATH that holds only these programs, as far as this machine has them. */
function pathWith(...programs: string[]): string {
  const folder = join(place, 'bin');
  mkdirSync(folder, { mode: 0o755 });
  for (const program of programs) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
    if (stdout !== '') symlinkSync(stdout.trim(), join(folder, program));
  }
  return folder;
}

/** Whether every folder above this file lets any user pass. */
function isOpenToAll(file: string): boolean {
  const parent = dirname(file);
  return (statSync(parent).mode & 0o005) === 0o005 && (parent === '/' || isOpenToAll(parent));
}

describe('startEmbeddedPostgres', () => {
  it('keeps what was stored, and is found stopped and free when it has stopped', async () => {
    const folder = join(place, 'closed', 'postgres');
    const first = await startEmbeddedPostgres({ folder, fast: true });
    await query(first.adminUrl, 'create table kept as select 42 as answer');
    await first.stop();
    await first.stop();
    expect(findProcessBirth(first.pid)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['data', 'password', 'postgres.log']);
    const second = await startEmbeddedPostgres({ folder });
    expect(await query(second.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await query(second.adminUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
    await second.stop();
  });

  it('lets nobody in without its password, and listens on loopback only', async () => {
    const server = await startEmbeddedPostgres({ folder: place, fast: true });
    const wrong = new URL(server.adminUrl);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await query(server.adminUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(join(place, 'password')).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  it('names the living process that holds the folder, and leaves it alone', async () => {
    const owner = await launch(place);
    await expect(startEmbeddedPostgres({ folder: place, fast: true })).rejects.toMatchObject({
      name: 'FolderTaken',
      owner: { pid: owner.launcher.pid },
    });
    expect(await query(owner.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await end(owner);
  });

  it('ends with its launcher when that is killed, and starts again on what was committed', async () => {
    const killed = await launch(place);
    await query(killed.adminUrl, 'create table kept as select 42 as answer');
    killed.launcher.kill('SIGKILL');
    await until(() => findProcessBirth(killed.pid) === undefined, { what: 'PostgreSQL to end with its launcher' });
    const next = await startEmbeddedPostgres({ folder: place, fast: true });
    expect(await query(next.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await next.stop();
  });

  it('stops the orphan of a killed launcher where no leash could hold it', async () => {
    const killed = await launch(place, { path: pathWith('sh', 'true', ...(isRoot ? ['unshare'] : [])) });
    killed.launcher.kill('SIGKILL');
    await once(killed.launcher, 'exit');
    expect(findProcessBirth(killed.pid)).toBeDefined();
    const next = await startEmbeddedPostgres({ folder: place, fast: true });
    expect(findProcessBirth(killed.pid)).toBeUndefined();
    await next.stop();
  });

  it('is not held up by a pid file whose id belongs to another process now', async () => {
    const first = await startEmbeddedPostgres({ folder: place, fast: true });
    await first.stop();
    writeFileSync(join(place, 'data', 'postmaster.pid'), `${String(process.pid)}\n${place}/data\n`);
    const second = await startEmbeddedPostgres({ folder: place, fast: true });
    await second.stop();
  });

  it('begins anew after an initdb that was interrupted', async () => {
    mkdirSync(join(place, 'data.tmp', 'base'), { recursive: true });
    writeFileSync(join(place, 'data.tmp', 'PG_VERSION'), '18\n');
    const server = await startEmbeddedPostgres({ folder: place, fast: true });
    expect(existsSync(join(place, 'data.tmp'))).toBe(false);
    await server.stop();
  });

  it("says PostgreSQL's own words when it cannot start, and frees the folder", async () => {
    const first = await startEmbeddedPostgres({ folder: place, fast: true });
    await first.stop();
    rmSync(join(place, 'data', 'global', 'pg_control'));
    await expect(startEmbeddedPostgres({ folder: place, fast: true })).rejects.toThrow(/pg_control/);
    expect(existsSync(join(place, 'owner.json'))).toBe(false);
  });

  it('leaves data of another major version alone, and names both', async () => {
    mkdirSync(join(place, 'data'));
    writeFileSync(join(place, 'data', 'PG_VERSION'), '9\n');
    await expect(startEmbeddedPostgres({ folder: place, fast: true })).rejects.toMatchObject({
      name: 'ForeignData',
      message: expect.stringMatching(/was made by PostgreSQL 9, and this is PostgreSQL 18$/),
    });
    expect(readdirSync(place)).toEqual(['data']);
  });

  it('names the port that is taken', async () => {
    const other = await startEmbeddedPostgres({ folder: join(place, 'a'), fast: true });
    const taken = startEmbeddedPostgres({ folder: join(place, 'b'), fast: true, port: other.port });
    await expect(taken).rejects.toThrow(/Address already in use/);
    await other.stop();
  });

  const users = isRoot && isOpenToAll(launcherFile) ? [process.getuid?.(), nobody] : [process.getuid?.()];
  it.each(users)('runs for user %s in a folder that only that user may enter', async (uid = 0) => {
    const folder = join(place, 'own');
    mkdirSync(folder, { mode: 0o700 });
    if (isRoot) chownSync(place, uid, uid);
    if (isRoot) chownSync(folder, uid, uid);
    const launched = await launch(folder, isRoot ? { uid } : {});
    expect(await query(launched.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await end(launched);
  });

  const ways = [{ programs: ['sh', 'true', 'setpriv'] }, { programs: ['sh', 'true', 'unshare'] }];
  it.each(ways)('runs where only $programs are there, on the same data', async ({ programs }) => {
    const folder = join(place, 'postgres');
    const usual = await startEmbeddedPostgres({ folder, fast: true });
    await query(usual.adminUrl, 'create table kept as select 42 as answer');
    await usual.stop();
    const launched = await launch(folder, { path: pathWith(...programs) });
    expect(await query(launched.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await end(launched);
    const again = await startEmbeddedPostgres({ folder, fast: true });
    expect(await query(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await again.stop();
  });
});

leakGuard();
