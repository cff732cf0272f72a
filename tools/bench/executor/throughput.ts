import { cpuSecondsOf } from './cpu.ts';
import type { Door } from './doors.ts';
import { feed, REQUESTS_PER_RUN } from './feed.ts';
import { BenchProcess } from './processes.ts';
import type { Stage } from './stage.ts';

/** Runs before anything is counted, on both sides: compilers are done, connections stand. Some of the executor is compiled late. */
export const WARM_UP_RUNS = 30_000;
/** The script takes the next run when one is over. The executor is fed in the same way: so many of its runs are open at once. */
export const OPEN_RUNS = 64;
const SCRIPT_CONCURRENCY = 32;

/** What one round took. */
export interface Figure {
  seconds: number;
  /** CPU seconds of the process, and of PostgreSQL. */
  process: number;
  postgres: number;
  /** Transactions that wrote something. */
  writes: number;
}

/** So many runs through the executor. */
export async function executorRound(stage: Stage, executor: BenchProcess, door: Door, runs: number): Promise<Figure> {
  const answered = Number(await stage.target('count'));
  const cpu = { process: cpuSecondsOf(executor.pid), postgres: stage.postgresCpu() };
  const writes = await stage.probe.writes();
  const began = performance.now();
  await feed(stage, door, runs, OPEN_RUNS);
  await untilAnswered(stage, answered + runs * REQUESTS_PER_RUN);
  await stage.probe.untilEnded();
  return {
    seconds: (performance.now() - began) / 1000,
    process: cpuSecondsOf(executor.pid) - cpu.process,
    postgres: stage.postgresCpu() - cpu.postgres,
    writes: (await stage.probe.writes()) - writes,
  };
}

/** Kafka's door has the events before the executor does, so an empty ledger says nothing yet. */
async function untilAnswered(stage: Stage, count: number): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const answered = Number(await stage.target('count'));
    if (answered === count) return;
    if (answered > count || performance.now() > deadline)
      throw new Error(`the target saw ${answered} requests and not ${count}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** The script, warm and waiting. */
export async function startScript(stage: Stage, runs: number, how: 'plain' | 'tuned'): Promise<BenchProcess> {
  const args = [stage.targetUrl, stage.postgres.adminUrl, runs, SCRIPT_CONCURRENCY, WARM_UP_RUNS, how].map(String);
  const script = new BenchProcess('tools/bench/executor/baseline.ts', args);
  if ((await script.line()) !== 'warm') throw new Error('the script said something else than that it is warm');
  return script;
}

/** One round of it. */
export async function scriptRound(stage: Stage, script: BenchProcess): Promise<Figure> {
  const postgres = stage.postgresCpu();
  const writes = await stage.probe.writes();
  script.say('go');
  const said = JSON.parse(await script.line()) as { seconds: number; cpuSeconds: number };
  const figure = { postgres: stage.postgresCpu() - postgres, writes: (await stage.probe.writes()) - writes };
  return { seconds: said.seconds, process: said.cpuSeconds, ...figure };
}
