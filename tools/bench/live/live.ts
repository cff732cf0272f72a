// npm run bench -- live [seconds]: what watching costs the registry. 200 subscribers of `runsChanged` on 200 sockets, 200 runs a
// second opened and ended in the ledger; CPU of the registry's process, less what it takes for the same runs unwatched.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, migrateServices, startEmbeddedPostgres } from '@aftercall/dev-harness';
import { generateServiceKey, prepareRoles } from '@aftercall/service-runtime';
import pg from 'pg';
import { cpuSecondsOf } from '../executor/cpu.ts';
import { loadLedger } from './run-load.ts';

const root = resolve(import.meta.dirname, '../../..');
const SECONDS = Number(process.argv[2] ?? 15);
const SUBSCRIBERS = 200;
const RUNS_PER_SECOND = 200;
const ACTIONS = 10;
const LIMIT_PERCENT = 15;
const token = `ac_live_${'b'.repeat(43)}`;
const children: ChildProcess[] = [];

interface Watched {
  payloads: number;
  runs: number;
  missed: number;
  bytes: number;
}

interface Figure {
  name: string;
  percent: number;
  watched: Watched | undefined;
  opened: number;
}

function node(args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  return child;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  const pool = new pg.Pool({ connectionString: postgres.adminUrl, max: 2 });
  try {
    await measure(postgres.adminUrl, pool);
  } finally {
    await Promise.all(children.map(stopped));
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(adminUrl: string, pool: pg.Pool): Promise<void> {
  const { registry, port } = await startRegistry(adminUrl);
  const actionIds: string[] = [];
  for (let index = 0; index < ACTIONS; index += 1) actionIds.push(await createAction(port, `Bench ${index}`));
  const load = { actionIds, runsPerSecond: RUNS_PER_SECOND };
  const figures: Figure[] = [];
  const round = async (name: string, filters: object[], count: number): Promise<void> => {
    const crowd = count === 0 ? undefined : await Crowd.open(port, filters, count);
    await loadLedger(pool, { ...load, seconds: 2 });
    await crowd?.report();
    const before = cpuSecondsOf(registry.pid ?? 0);
    const began = performance.now();
    const opened = await loadLedger(pool, { ...load, seconds: SECONDS });
    const percent = ((cpuSecondsOf(registry.pid ?? 0) - before) / (performance.now() - began)) * 100_000;
    await sleep(1000);
    figures.push({ name, percent, watched: await crowd?.report(), opened });
    await crowd?.close();
  };
  await round('nobody watches', [], 0);
  await round('all watch all runs', [{}], SUBSCRIBERS);
  const byAction = actionIds.map((actionId) => ({ actionId }));
  await round(`each watches one of ${ACTIONS} actions`, byAction, SUBSCRIBERS);
  await round('each watches with a filter of its own', ownFilters(), SUBSCRIBERS);
  print(figures);
}

/** All fit, no two are the same: nothing can be shared. */
function ownFilters(): object[] {
  return Array.from({ length: SUBSCRIBERS }, (_, index) => ({
    agentId: 'agent-bench',
    from: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
  }));
}

async function startRegistry(adminUrl: string): Promise<{ registry: ChildProcess; port: number }> {
  const login = (name: string) => ({ name: `bench_${name}`, password: randomUUID() });
  const logins = {
    registry: login('registry'),
    executor: login('executor'),
    vault: login('vault'),
    ledgerReader: login('reader'),
  };
  await prepareRoles({ databaseUrl: adminUrl, logins });
  await migrateServices(adminUrl, ['registry', 'executor']);
  const urlOf = ({ name, password }: { name: string; password: string }): string =>
    Object.assign(new URL(adminUrl), { username: name, password }).href;
  const [port, opsPort] = [await freePort(), await freePort()];
  const registry = node([...profiling(), 'apps/flow-registry/dist/main.js'], {
    DATABASE_URL: urlOf(logins.registry),
    LEDGER_DATABASE_URL: urlOf(logins.ledgerReader),
    VAULT_URL: 'http://127.0.0.1:9',
    EXECUTOR_URL: 'http://127.0.0.1:9',
    SERVICE_PRIVATE_KEY: generateServiceKey('registry').privateKey,
    SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [generateServiceKey('executor').publicKey] }),
    BOOTSTRAP_ADMIN_KEY: token,
    PORT: `${port}`,
    OPS_PORT: `${opsPort}`,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });
  registry.stdout?.pipe(process.stderr);
  await untilReady(`http://127.0.0.1:${opsPort}/readyz`);
  return { registry, port };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(50);
  }
  throw new Error(`${url} is not ready`);
}

/** With BENCH_PROFILE=<folder> the registry leaves a CPU profile there. */
function profiling(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

async function createAction(port: number, name: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        'mutation ($name: String!) { createAction(input: { name: $name }) { action { id } userErrors { message } } }',
      variables: { name },
    }),
  });
  const { data } = (await answer.json()) as { data: { createAction: { action: { id: string } } } };
  return data.createAction.action.id;
}

/** The subscribers, in a process of their own: their work is not the registry's. */
class Crowd {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.child = child;
    this.lines = lines[Symbol.asyncIterator]();
  }

  static async open(port: number, filters: object[], count: number): Promise<Crowd> {
    const script = join(root, 'tools/bench/live/subscribers.ts');
    const child = node([script, `ws://127.0.0.1:${port}/graphql`, token, `${count}`, JSON.stringify(filters)]);
    if (child.stdout === null) throw new Error('no output');
    const crowd = new Crowd(child, createInterface({ input: child.stdout }));
    await crowd.lines.next();
    return crowd;
  }

  async report(): Promise<Watched> {
    this.child.stdin?.write('\n');
    const line = await this.lines.next();
    if (line.done === true) throw new Error('the subscribers have ended');
    return JSON.parse(line.value) as Watched;
  }

  async close(): Promise<void> {
    await stopped(this.child);
  }
}

function print(figures: readonly Figure[]): void {
  const idle = figures[0]?.percent ?? 0;
  console.log(
    `${SUBSCRIBERS} subscribers, ${RUNS_PER_SECOND} runs/s for ${SECONDS} s; CPU of the registry, in % of one core`,
  );
  console.log(
    `${'who watches'.padEnd(40)}${'CPU %'.padStart(8)}${'cost %'.padStart(8)}   what each subscriber was sent`,
  );
  for (const { name, percent, watched, opened } of figures) {
    const each = (total: number): string => (total / SUBSCRIBERS).toFixed(0);
    const said =
      watched === undefined
        ? ''
        : `${each(watched.payloads)} payloads, ${each(watched.runs)} states of ${opened} runs, ${each(watched.bytes / 1024)} KiB, ${watched.missed} gaps`;
    console.log(
      `${name.padEnd(40)}${percent.toFixed(1).padStart(8)}${(percent - idle).toFixed(1).padStart(8)}   ${said}`,
    );
  }
  const cost = (figures[1]?.percent ?? Number.NaN) - idle;
  console.log(`limit ${LIMIT_PERCENT} %: ${cost < LIMIT_PERCENT ? 'held' : 'NOT held'} (${cost.toFixed(1)} %)`);
}

await main();
