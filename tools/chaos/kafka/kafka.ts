// npm run chaos -- kafka [--seed n] [--events n] [--minutes n]: the door by Kafka while executors are killed, join and leave, the
// broker restarts and a topic is made anew; then PostgreSQL is put back to an older copy. With --minutes, again and again with the
// next seed until they are over.
import { parseArgs } from 'node:util';
import { Stage } from '../stage/stage.ts';
import { kafkaChaos, type ChaosReport } from './kafka-chaos.ts';
import { findRestoreFaults, restoredBackup, type RestoreReport } from './restored-backup.ts';
import { findFaults } from './verdict.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, events: { type: 'string' }, minutes: { type: 'string' } },
});
const seed = numberOf('seed', values.seed, 1);
const events = numberOf('events', values.events, 20_000);
const minutes = numberOf('minutes', values.minutes, 0);
const say = (line: string): void => {
  console.log(line);
};

function numberOf(name: string, text: string | undefined, usual: number): number {
  const value = Number(text ?? usual);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} is a whole number, not ${String(text)}`);
  process.exit(64);
}

async function round(withSeed: number): Promise<string[]> {
  say(`\nseed ${withSeed}: ${events} events`);
  const stage = await Stage.build();
  try {
    const report = await kafkaChaos(stage, { seed: withSeed, events, sessionTimeoutMs: 6000, say });
    print(report);
    const restored = await restoredBackup(stage, { events: 300, ageMs: 10_000, sessionTimeoutMs: 6000, say });
    printRestore(restored);
    return [...findFaults(report), ...findRestoreFaults(restored)];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await stage.strike();
  }
}

function print({ lives, runs, target, balance, seconds }: ChaosReport): void {
  console.table(
    lives.map(({ topic, generation, isOver, records, ...counts }) => ({
      topic: `${topic} (${isOver ? 'deleted' : 'living'}, ${generation})`,
      ...counts,
      records: records ?? 'gone',
    })),
  );
  say(`${runs.runs} runs of ${runs.matched} matched events, ${runs.open} open, ${runs.failed} failed`);
  say(
    `the target was told of ${target.calls} calls, ${target.withSeveralKeys} by more than one key; ${seconds.toFixed(0)} s`,
  );
  say(balance.said.trimEnd());
}

function printRestore({ sent, recorded, target, openRuns, balance }: RestoreReport): void {
  console.table([{ sent, ...recorded, openRuns, calls: target.calls, withSeveralKeys: target.withSeveralKeys }]);
  say(balance.said.trimEnd());
}

const endMs = performance.now() + minutes * 60_000;
let faults: string[] = [];
for (let next = seed; faults.length === 0; next += 1) {
  faults = await round(next);
  if (performance.now() >= endMs) break;
}
for (const fault of faults) console.log(`FAULT  ${fault}`);
say(faults.length === 0 ? 'every event has exactly one recorded disposition' : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
