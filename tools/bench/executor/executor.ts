// npm run bench -- executor [runs]: the reference flow through the executor, beside a hand-written script that does the same
// three requests and one INSERT per run. Same machine, same PostgreSQL (fsync on), same target, one after the other, in turns.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, migrateServices, startEmbeddedPostgres } from '@aftercall/dev-harness';
import { generateServiceKey, prepareRoles } from '@aftercall/service-runtime';
import pg from 'pg';
import { Agent, request } from 'undici';
import { cpuSecondsOf } from './cpu.ts';
import { referenceEvent, referenceFlow } from './reference-flow.ts';

const root = resolve(import.meta.dirname, '../../..');
const RUNS = Number(process.argv[2] ?? 3000);
const ROUNDS = 3;
const CONCURRENCY = 32;
const EVENTS_PER_REQUEST = 20;
/** The script takes the next run when one is over. The executor is fed in the same way: so many of its runs are open at once. */
const OPEN_RUNS = 64;
const DEADLINE_MS = 120_000;
const token = `ac_live_${'b'.repeat(43)}`;

interface Figure {
  seconds: number;
  clientCpu: number;
  postgresCpu: number;
}

const agent = new Agent({ connections: 8 });
const children: ChildProcess[] = [];
const node = (script: string, args: string[], env: Record<string, string> = {}, out: 'pipe' | 'inherit' = 'pipe') => {
  const child = spawn(
    process.execPath,
    [...(script.endsWith('.ts') ? ['--conditions=@aftercall/source'] : []), join(root, script), ...args],
    {
      stdio: ['ignore', out, 'inherit'],
      env: { ...process.env, ...env },
    },
  );
  children.push(child);
  return child;
};
const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((done, failed) => {
    child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
    child.once('exit', (code) => failed(new Error(`ended with ${code} before it said anything`)));
  });

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** A registry that has one flow to tell, and never anything new. */
function startRegistry(port: number, target: string): Promise<Server> {
  const values = [
    { kind: 'workspace', workspace: 'default', name: 'Default' },
    { kind: 'agent', workspace: 'default', agentId: 'agent-bench', name: 'Bench' },
    {
      kind: 'apiKey',
      keyId: 'bench',
      workspace: 'default',
      role: 'SENDER',
      tokenHash: createHash('sha256').update(token).digest('hex'),
      expiresAt: null,
    },
    {
      kind: 'action',
      workspace: 'default',
      actionId: randomUUID(),
      name: 'Reference flow',
      isEnabled: true,
      agentIds: ['agent-bench'],
      version: { number: 1, document: referenceFlow(target) },
    },
  ];
  const entries = values.map((value, index) => ({ key: `bench/${index}`, revision: index + 1, value }));
  const server = createServer((asked, answer) => {
    const after = Number(new URL(asked.url ?? '/', 'http://registry').searchParams.get('after'));
    const isNew = after < entries.length;
    const body = JSON.stringify({ revision: entries.length, entries: isNew ? entries : [] });
    const send = () => answer.writeHead(200, { 'content-type': 'application/json' }).end(body);
    if (isNew) send();
    else asked.socket.once('close', () => clearTimeout(timer));
    const timer = setTimeout(isNew ? () => undefined : send, 20_000).unref();
  });
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)));
}

/** With BENCH_PROFILE=<folder> the executor leaves a CPU profile there. */
function profiling(): Record<string, string> {
  const folder = process.env['BENCH_PROFILE'];
  return folder === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}

async function countAtTarget(target: string): Promise<number> {
  const answer = await request(`${target}/count`, { dispatcher: agent });
  return Number(await answer.body.text());
}

interface Feed {
  intake: string;
  target: string;
  from: number;
  count: number;
  /** Runs that may be open at once; Infinity = a burst. */
  maxOpen: number;
}

async function sendEvents({ intake, target, from, count, maxOpen }: Feed): Promise<void> {
  let next = from;
  const receivedBefore = await countAtTarget(target);
  const isFull = async () => next - from - ((await countAtTarget(target)) - receivedBefore) / 3 > maxOpen;
  const senders = Array.from({ length: 4 }, async () => {
    for (;;) {
      while (maxOpen < count && (await isFull())) await sleep(5);
      const start = next;
      const end = Math.min(start + EVENTS_PER_REQUEST, from + count);
      next = end;
      if (start === end) return;
      const events = Array.from({ length: end - start }, (_, index) => referenceEvent(start + index));
      const answer = await request(intake, {
        dispatcher: agent,
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 202) throw new Error(`the door answered ${answer.statusCode}: ${text.slice(0, 300)}`);
    }
  });
  await Promise.all(senders);
}

async function untilEnded(pool: pg.Pool, count: number): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const { rows } = await pool.query<{ open: number; failed: number; ended: number }>(
      "select count(*) filter (where ended_at is null)::int as open, count(*) filter (where status = 'FAILED')::int as failed, count(*)::int as ended from ledger.run",
    );
    const [row] = rows;
    if (row !== undefined && row.failed > 0)
      throw new Error(`${row.failed} runs failed: the figure would mean nothing`);
    if (row !== undefined && row.open === 0 && row.ended >= count) return;
    if (performance.now() > deadline) throw new Error(`${row?.open} runs are still open after ${DEADLINE_MS} ms`);
    await sleep(50);
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'));
  console.log(`reference flow, ${RUNS} runs × ${ROUNDS} rounds, PostgreSQL with fsync on`);
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await measure(postgres);
  } finally {
    await Promise.all(children.map(stopped));
    await postgres.stop();
    await agent.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(postgres: { adminUrl: string; pid: number }): Promise<void> {
  const login = (name: string) => ({ name: `bench_${name}`, password: randomUUID() });
  const logins = {
    registry: login('registry'),
    executor: login('executor'),
    vault: login('vault'),
    ledgerReader: login('reader'),
  };
  await prepareRoles({ databaseUrl: postgres.adminUrl, logins });
  await migrateServices(postgres.adminUrl, ['executor']);
  const ledgerUrl = new URL(postgres.adminUrl);
  ledgerUrl.username = logins.executor.name;
  ledgerUrl.password = logins.executor.password;

  const target = `http://127.0.0.1:${await firstLine(node('tools/bench/executor/target.ts', []))}`;
  const [registryPort, port, opsPort] = [await freePort(), await freePort(), await freePort()];
  const registry = await startRegistry(registryPort, target);
  const executor = node('apps/executor/dist/main.js', [], {
    DATABASE_URL: ledgerUrl.href,
    REGISTRY_URL: `http://127.0.0.1:${registryPort}`,
    VAULT_URL: 'http://127.0.0.1:9',
    SERVICE_PRIVATE_KEY: generateServiceKey('executor').privateKey,
    SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [generateServiceKey('registry').publicKey] }),
    EGRESS_ALLOW: `127.0.0.1:${new URL(target).port}`,
    PORT: `${port}`,
    OPS_PORT: `${opsPort}`,
    LOG_LEVEL: 'warn',
    ...profiling(),
    MAX_PER_LANE: `${OPEN_RUNS}`,
  });
  executor.stdout?.pipe(process.stderr);
  await untilReady(`http://127.0.0.1:${opsPort}/readyz`);
  const pool = new pg.Pool({ connectionString: postgres.adminUrl, max: 2 });
  const ours: Figure[] = [];
  const theirs: Figure[] = [];
  const intake = `http://127.0.0.1:${port}/v1/call-events`;
  await sendEvents({ intake, target, from: 0, count: 200, maxOpen: OPEN_RUNS });
  await untilEnded(pool, 200);
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = 200 + round * RUNS;
    const before = await countAtTarget(target);
    const cpu = { executor: cpuSecondsOf(executor.pid ?? 0), postgres: cpuSecondsOf(postgres.pid) };
    const began = performance.now();
    await sendEvents({ intake, target, from, count: RUNS, maxOpen: OPEN_RUNS });
    await untilEnded(pool, from + RUNS);
    ours.push({
      seconds: (performance.now() - began) / 1000,
      clientCpu: cpuSecondsOf(executor.pid ?? 0) - cpu.executor,
      postgresCpu: cpuSecondsOf(postgres.pid) - cpu.postgres,
    });
    const received = (await countAtTarget(target)) - before;
    if (received !== 3 * RUNS) throw new Error(`the target saw ${received} requests of ${3 * RUNS}`);
    theirs.push(await baselineRound(target, postgres));
  }
  await pool.end();
  await stopped(executor);
  registry.closeAllConnections();
  registry.close();
  print(ours, theirs);
}

async function baselineRound(target: string, postgres: { adminUrl: string; pid: number }): Promise<Figure> {
  const before = cpuSecondsOf(postgres.pid);
  const script = node('tools/bench/executor/baseline.ts', [target, postgres.adminUrl, `${RUNS}`, `${CONCURRENCY}`]);
  const said = JSON.parse(await firstLine(script)) as { seconds: number; cpuSeconds: number };
  return { seconds: said.seconds, clientCpu: said.cpuSeconds, postgresCpu: cpuSecondsOf(postgres.pid) - before };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const status = await request(url, { dispatcher: agent }).then(
      async (answer) => {
        await answer.body.dump();
        return answer.statusCode;
      },
      () => 0,
    );
    if (status === 200) return;
    if (performance.now() > deadline) throw new Error(`${url} answers ${status}`);
    await sleep(50);
  }
}

function print(ours: readonly Figure[], theirs: readonly Figure[]): void {
  const row = (name: string, figures: readonly Figure[]) => {
    const per1000 = (pick: (figure: Figure) => number) => (median(figures.map(pick)) / RUNS) * 1000;
    const cpu = per1000((figure) => figure.clientCpu + figure.postgresCpu);
    const cells = [
      name.padEnd(18),
      (RUNS / median(figures.map(({ seconds }) => seconds))).toFixed(0).padStart(8),
      cpu.toFixed(2).padStart(16),
      per1000(({ clientCpu }) => clientCpu)
        .toFixed(2)
        .padStart(12),
      per1000(({ postgresCpu }) => postgresCpu)
        .toFixed(2)
        .padStart(12),
    ];
    console.log(cells.join(''));
    return { cpu };
  };
  console.log(
    `${''.padEnd(18)}${'runs/s'.padStart(8)}${'CPU-s/1000 runs'.padStart(16)}${'process'.padStart(12)}${'PostgreSQL'.padStart(12)}`,
  );
  const executor = row('executor', ours);
  const baseline = row('script (baseline)', theirs);
  console.log(`events per CPU-second: executor = ${(baseline.cpu / executor.cpu).toFixed(2)} × the script`);
}

await main();
