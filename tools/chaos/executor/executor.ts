// npm run chaos -- executor [--seed n] [--minutes n] [--calls n]: executors that are killed, stopped past their lease and replaced,
// PostgreSQL, Kafka and the vault that are killed and restarted, a target that misbehaves in every way; then everything that was
// acknowledged, stored and received is compared. The same seed plans the same storm. --calls is how many per second; with
// --keep the folder stays, with all logs, also when nothing is wrong.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stage } from '../stage/stage.ts';
import { ExecutorChaos, LEASE_MS, type ChaosReport, type Targets } from './executor-chaos.ts';
import { publishedValues, type Origins } from './flows.ts';
import { historyOf } from './history.ts';
import type { Neighbours } from './neighbours.ts';
import { UnrulyTarget } from './unruly-target.ts';
import { findFaults, tableOf } from './verdict.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    calls: { type: 'string' },
    keep: { type: 'boolean' },
  },
});
const seed = numberOf('seed', values.seed, 1);
const minutes = numberOf('minutes', values.minutes, 5);
const callsPerSecond = numberOf('calls', values.calls, 20);
const MEASURE_SHARE = 0.1;
const LONGEST_MEASURE_MS = 30_000;
/** In less there are too few calls to speak of a p99. */
const SHORTEST_MEASURE_MS = 10_000;
const say = (line: string): void => {
  console.log(line);
};
const stopped = new AbortController();
/** `disconnect`: whoever started this is gone without a word. */
for (const stop of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(stop, () => {
    say(`${stop}: ending everything`);
    stopped.abort();
  });
}
// Nobody may listen any more to what is said.
process.stdout.on('error', () => undefined);

function numberOf(name: string, text: string | undefined, usual: number): number {
  const value = Number(text ?? usual);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} is a number above 0, not ${String(text)}`);
  process.exit(64);
}

async function main(): Promise<number> {
  const targets: Targets = {
    unruly: await UnrulyTarget.start(seed, 'calm'),
    neighbour: await UnrulyTarget.start(seed, 'calm'),
    stuck: await UnrulyTarget.start(seed, 'calm'),
  };
  const origins: Origins = { unruly: targets.unruly.url, neighbour: targets.neighbour.url, stuck: targets.stuck.url };
  const published = { values: publishedValues(origins), origins: Object.values(origins) };
  const stage = await Stage.build({ published, kafka: 'where-found' });
  const totalMs = minutes * 60_000;
  const shareMs = Math.min(LONGEST_MEASURE_MS, totalMs * MEASURE_SHARE);
  const measureMs = shareMs < SHORTEST_MEASURE_MS ? 0 : shareMs;
  const storm = { seed, measureMs, stormMs: totalMs - measureMs, callsPerSecond };
  const chaos = new ExecutorChaos(stage, targets, { ...storm, signal: stopped.signal, say });
  say(`stage ${stage.folder}`);
  say(
    `seed ${seed}, ${minutes} minutes, leases of ${LEASE_MS} ms, ${stage.kafkaObstacle ?? 'calls by HTTP and by Kafka'}`,
  );
  let isKept = true;
  try {
    const report = await untilStopped(chaos.run(origins));
    if (report === undefined) {
      isKept = false;
      return 130;
    }
    const wrong = judge(report, stage.folder);
    isKept = wrong > 0 || values.keep === true;
    return Number(wrong > 0);
  } finally {
    await chaos.end();
    await Promise.all([targets.unruly, targets.neighbour, targets.stuck].map((target) => target.stop()));
    await stage.strike({ keepsFolder: isKept });
    if (isKept) say(`all of it is kept in ${stage.folder}`);
  }
}

/** Undefined: somebody stopped it. What still runs then fails, because everything around it is gone. */
async function untilStopped(running: Promise<ChaosReport>): Promise<ChaosReport | undefined> {
  const stop = new Promise<undefined>((done) => {
    stopped.signal.addEventListener('abort', () => done(undefined), { once: true });
    if (stopped.signal.aborted) done(undefined);
  });
  running.catch(() => undefined);
  return Promise.race([running, stop]);
}

/** Prints everything. Returns how much is wrong. */
function judge(report: ChaosReport, folder: string): number {
  const faults = Map.groupBy(report.faults, ({ what }) => what);
  console.table([...faults].map(([fault, { length }]) => ({ fault, times: length })));
  console.table(tableOf(report));
  if (report.neighbours !== undefined) console.table(latencyTable(report.neighbours));
  const wrong = findFaults(report);
  for (const one of wrong) say(`FAULT  ${one}`);
  const [offender] = report.findings.filter(({ isOfStoppedProcess }) => isOfStoppedProcess !== true);
  if (offender !== undefined) say(['', 'the first of it:', ...historyOf(report, offender)].join('\n'));
  if (wrong.length > 0) writeFileSync(join(folder, 'report.json'), JSON.stringify(report, undefined, 1));
  const { lives, seconds } = report;
  say(`${lives.length} executors lived; ${seconds.toFixed(0)} s`);
  say(
    wrong.length === 0
      ? `seed ${seed}: nothing lost, nothing done again that was known to be done`
      : `seed ${seed}: ${wrong.length} faults`,
  );
  return wrong.length;
}

function latencyTable({ alone, answering, hanging }: Neighbours): object[] {
  const moved = (name: 'p50' | 'p99'): string =>
    `${(((hanging[name] - answering[name]) / answering[name]) * 100).toFixed(0)} %`;
  return [
    { 'event to request, ms': 'alone', ...alone },
    { 'event to request, ms': 'beside a target that answers', ...answering },
    { 'event to request, ms': 'beside one that hangs', ...hanging },
    { 'event to request, ms': 'moved by its hanging', calls: '', p50: moved('p50'), p99: moved('p99') },
  ];
}

process.exit(await main());
