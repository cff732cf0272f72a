import { setTimeout as sleep } from 'node:timers/promises';
import { httpDoor, type Door } from './doors.ts';
import { feed } from './feed.ts';
import type { BenchProcess } from './processes.ts';
import { OPEN_RUNS } from './throughput.ts';
import type { Stage } from './stage.ts';

export const FEW_RUNS = 20_000;
export const MANY_RUNS = 200_000;
export const PARKED_RUNS = 100_000;

export interface Memory {
  afterFew: number;
  afterMany: number;
  withParked: number;
  parked: number;
}

/** Resident memory of one executor after 20,000 runs, after 200,000, and while 100,000 wait in the ledger for a target that is down. */
export async function measureMemory(stage: Stage): Promise<Memory> {
  const { process: executor, port } = await stage.startExecutor({ MAX_PER_LANE: `${OPEN_RUNS}` });
  const door = httpDoor(port);
  await runMany(stage, door, FEW_RUNS);
  const afterFew = await settledRss(executor);
  console.log(`after ${FEW_RUNS} runs: ${megabytes(afterFew)} MB`);
  await runMany(stage, door, MANY_RUNS - FEW_RUNS);
  const afterMany = await settledRss(executor);
  console.log(`after ${MANY_RUNS} runs: ${megabytes(afterMany)} MB`);
  await stage.target('down');
  await feed(stage, door, PARKED_RUNS, Infinity);
  const withParked = await settledRss(executor);
  const parked = await stage.probe.countParked();
  console.log(`with ${parked} runs parked: ${megabytes(withParked)} MB`);
  await executor.stop();
  return { afterFew, afterMany, withParked, parked };
}

/** By portions: what the bench itself asks of a ledger with 200,000 runs must not slow it. */
async function runMany(stage: Stage, door: Door, count: number): Promise<void> {
  const portion = 20_000;
  for (let done = 0; done < count; done += portion) {
    await feed(stage, door, Math.min(portion, count - done), OPEN_RUNS);
    await stage.probe.untilEnded();
  }
}

/** The median over five seconds: a collection of garbage may come in between. */
async function settledRss(executor: BenchProcess): Promise<number> {
  const seen: number[] = [];
  for (let index = 0; index < 10; index += 1) {
    await sleep(500);
    seen.push(executor.rss());
  }
  return seen.sort((a, b) => a - b)[seen.length >> 1] ?? Number.NaN;
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
