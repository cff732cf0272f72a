// npm run bench -- executor [runs] [--long]: the reference flow through the executor, beside a hand-written script that does the same
// three requests and one INSERT per run. Same machine, same PostgreSQL (fsync on), same target, in turns; both sides warm. With
// --long also what 200,000 runs and 100,000 parked ones leave in memory (about four minutes; `0 --long` = that alone).
// docs/performance.md explains it all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@aftercall/dev-harness';
import { startOwnKafka, TestTopics } from '@aftercall/dev-harness/kafka';
import { cpuSecondsOf } from './cpu.ts';
import { httpAgent, httpDoor, kafkaDoor, type Door } from './doors.ts';
import { feed } from './feed.ts';
import { measureLatency, type Latency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { printCosts, printLatency, printMemory, type Row } from './print.ts';
import { Stage } from './stage.ts';
import { executorRound, OPEN_RUNS, scriptRound, startScript, WARM_UP_RUNS, type Figure } from './throughput.ts';

const isLong = process.argv.includes('--long');
const RUNS = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 3000);
const ROUNDS = 5;
const LATENCY_SECONDS = 15;
const PARTITIONS = 3;
const executorSettings = { MAX_PER_LANE: `${OPEN_RUNS}` };

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'));
  console.log(
    `reference flow, ${RUNS} runs × ${ROUNDS} rounds after ${WARM_UP_RUNS} to warm up, PostgreSQL with fsync on`,
  );
  const postgres = await startEmbeddedPostgres({ folder });
  const stage = await Stage.build(postgres);
  try {
    if (RUNS > 0) await measureSpeed(stage);
    if (isLong) printMemory(await measureMemory(stage));
  } finally {
    await stage.clear();
    await postgres.stop();
    await httpAgent.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSpeed(stage: Stage): Promise<void> {
  const { latency, rows } = await measureHttp(stage);
  const kafka = await measureKafka(stage);
  printCosts([...rows, ...kafka.rows], RUNS);
  printLatency({ HTTP: latency, ...kafka.latency });
}

async function measureHttp(stage: Stage): Promise<{ rows: Row[]; latency: Latency }> {
  const { process: executor, port } = await stage.startExecutor(executorSettings);
  const door = httpDoor(port);
  await warmUp(stage, door);
  const scripts = [await startScript(stage, RUNS, 'plain'), await startScript(stage, RUNS, 'tuned')] as const;
  const [ours, plain, tuned]: [Figure[], Figure[], Figure[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await executorRound(stage, executor, door, RUNS));
    plain.push(await scriptRound(stage, scripts[0]));
    tuned.push(await scriptRound(stage, scripts[1]));
  }
  for (const script of scripts) await script.stop();
  const latency = await measureLatency(stage, door, LATENCY_SECONDS);
  await executor.stop();
  const rows: Row[] = [
    { name: 'executor, HTTP', figures: ours },
    { name: 'script (baseline)', figures: plain },
    { name: 'script, tuned', figures: tuned },
  ];
  return { rows, latency };
}

async function measureKafka(stage: Stage): Promise<{ rows: Row[]; latency: Record<string, Latency> }> {
  const kafka = await startOwnKafka().catch((error: unknown) => {
    console.log(`without Kafka: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (kafka === undefined) return { rows: [], latency: {} };
  const topics = new TestTopics(kafka.brokers);
  try {
    const topic = await topics.make({ partitions: PARTITIONS });
    const settings = { KAFKA_BROKERS: kafka.brokers, KAFKA_CALL_TOPICS: `${topic}=default` };
    const { process: executor } = await stage.startExecutor({ ...executorSettings, ...settings });
    const door = kafkaDoor(topics, topic, PARTITIONS);
    await warmUp(stage, door);
    const figures: Figure[] = [];
    const brokerCpu = cpuSecondsOf(kafka.pid);
    for (let round = 0; round < ROUNDS; round += 1) figures.push(await executorRound(stage, executor, door, RUNS));
    const broker = (cpuSecondsOf(kafka.pid) - brokerCpu) / ROUNDS;
    const latency = await measureLatency(stage, door, LATENCY_SECONDS);
    await executor.stop();
    return { rows: [{ name: 'executor, Kafka', figures, broker }], latency: { Kafka: latency } };
  } finally {
    await topics.close();
    await kafka.stop();
  }
}

async function warmUp(stage: Stage, door: Door): Promise<void> {
  await feed(stage, door, WARM_UP_RUNS, OPEN_RUNS);
  await stage.probe.untilEnded();
}

await main();
