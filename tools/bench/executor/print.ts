import type { Latency } from './latency.ts';
import { FEW_RUNS, MANY_RUNS, megabytes, type Memory } from './memory.ts';
import type { Figure } from './throughput.ts';

export interface Row {
  name: string;
  figures: readonly Figure[];
  /** CPU seconds of the broker in one round. */
  broker?: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const cpuOf = ({ figures }: Row): number => median(figures.map(({ process, postgres }) => process + postgres));

/** CPU seconds per 1,000 runs, medians of the rounds; the first row is held against the second, and that against the third. */
export function printCosts(rows: readonly Row[], runs: number): void {
  const per1000 = (seconds: number) => Number(((seconds / runs) * 1000).toFixed(3));
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          'runs/s': Math.round(runs / median(row.figures.map(({ seconds }) => seconds))),
          'CPU-s/1000 runs': per1000(cpuOf(row)),
          process: per1000(median(row.figures.map(({ process }) => process))),
          PostgreSQL: per1000(median(row.figures.map(({ postgres }) => postgres))),
          'commits/run': Number((median(row.figures.map(({ writes }) => writes)) / runs).toFixed(2)),
          ...(row.broker === undefined ? {} : { 'Kafka broker': per1000(row.broker) }),
        },
      ]),
    ),
  );
  const [executor, script, tuned, kafka] = rows;
  if (executor === undefined || script === undefined || tuned === undefined) return;
  const ratio = (one: Row, other: Row) => (cpuOf(other) / cpuOf(one)).toFixed(2);
  console.log(`events per CPU-second: executor by HTTP = ${ratio(executor, script)} × the script (wanted: 0.5)`);
  console.log(`                       the script = ${ratio(script, tuned)} × the best of its kind (wanted: 0.8)`);
  if (kafka !== undefined)
    console.log(`                       executor by Kafka = ${ratio(kafka, executor)} × by HTTP`);
}

export function printLatency(latencies: Record<string, Latency>): void {
  const limits: Record<string, number> = { HTTP: 8, Kafka: 15 };
  for (const [door, { p50, p99 }] of Object.entries(latencies)) {
    const wanted = `wanted: p50 ≤ ${limits[door]}`;
    console.log(
      `event to last request by ${door}, 10/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${wanted})`,
    );
  }
}

export function printMemory({ afterFew, afterMany, withParked, parked }: Memory): void {
  const line = (what: string, bytes: number) =>
    `${what}: ${megabytes(bytes)} MB = ${(bytes / afterFew).toFixed(2)} × that after ${FEW_RUNS} runs (wanted: ≤ 1.1, ≤ 250 MB)`;
  console.log(line(`resident after ${MANY_RUNS} runs`, afterMany));
  console.log(line(`resident with ${parked} runs parked`, withParked));
}
