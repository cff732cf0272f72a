// npm run bench -- intake [events]: events of 3 KB that each open a run, read from Apache Kafka and made durable as the executor does
// it, beside the bare INSERT … unnest of the same rows. Same machine, same PostgreSQL (fsync on), same tables, in turns.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { migrateServices, startEmbeddedPostgres } from '@aftercall/dev-harness';
import { startOwnKafka, TestTopics } from '@aftercall/dev-harness/kafka';
import { prepareRoles } from '@aftercall/service-runtime';
import { cpuSecondsOf } from '../executor/cpu.ts';
import { emptyTables, insertRows, readRows } from './bare-insert.ts';
import { eventOf } from './event.ts';

const root = resolve(import.meta.dirname, '../../..');
const EVENTS = Number(process.argv[2] ?? 20_000);
const ROUNDS = 3;
const PARTITIONS = 6;
/** Of 100, 300 and 1000 rows in 2, 3 and 6 transactions at once, what was fastest on two cores. */
const BEST_LOAD = { batch: 300, atOnce: 3 };
const command = join(root, 'apps/executor/src/testing/measure-intake-command.ts');

interface Round {
  /** Events per second. */
  intake: number;
  bare: number;
  /** The same with bodies sent as the executor sends them. */
  tuned: number;
  cpuPer1000: number;
  postgresPer1000: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  const kafka = await startOwnKafka();
  try {
    const login = (name: string) => ({ name: `bench_${name}`, password: randomUUID() });
    const executor = login('executor');
    const logins = { registry: login('registry'), executor, vault: login('vault'), ledgerReader: login('reader') };
    await prepareRoles({ databaseUrl: postgres.adminUrl, logins });
    await migrateServices(postgres.adminUrl, ['executor']);
    const ledger = new URL(postgres.adminUrl);
    ledger.username = executor.name;
    ledger.password = executor.password;
    console.log(`${EVENTS} events × ${ROUNDS} rounds, ${PARTITIONS} partitions, PostgreSQL with fsync on`);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(
        await measure({
          ledgerUrl: ledger.href,
          adminUrl: postgres.adminUrl,
          postgresPid: postgres.pid,
          brokers: kafka.brokers,
        }),
      );
    }
    print(rounds);
  } finally {
    await kafka.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(at: {
  ledgerUrl: string;
  adminUrl: string;
  postgresPid: number;
  brokers: string;
}): Promise<Round> {
  const topics = new TestTopics(at.brokers);
  const topic = await topics.make({ partitions: PARTITIONS });
  for (let from = 0; from < EVENTS; from += 200) {
    const messages = Array.from({ length: Math.min(200, EVENTS - from) }, (_, index) => {
      const callId = `${topic}-${from + index}`;
      return { key: callId, value: JSON.stringify(eventOf(callId)), partition: (from + index) % PARTITIONS };
    });
    await topics.produce(topic, messages);
  }
  const before = cpuSecondsOf(at.postgresPid);
  const args = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning', command];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...args,
    at.ledgerUrl,
    at.brokers,
    topic,
    String(EVENTS),
  ]);
  const said = JSON.parse(stdout) as { seconds: number; cpuSeconds: number; events: number };
  const postgresCpu = cpuSecondsOf(at.postgresPid) - before;
  await topics.close();
  const rows = await readRows(at.adminUrl);
  const insert = async (bodies: 'list' | 'one value'): Promise<number> => {
    await emptyTables(at.adminUrl);
    return insertRows(at.adminUrl, rows, { ...BEST_LOAD, bodies });
  };
  const bare = await insert('list');
  const tuned = await insert('one value');
  await emptyTables(at.adminUrl);
  return {
    intake: said.events / said.seconds,
    bare,
    tuned,
    cpuPer1000: (said.cpuSeconds / said.events) * 1000,
    postgresPer1000: (postgresCpu / EVENTS) * 1000,
  };
}

function print(rounds: readonly Round[]): void {
  const intake = median(rounds.map((round) => round.intake));
  const ratio = median(rounds.map((round) => round.intake / round.bare));
  const strict = median(rounds.map((round) => round.intake / round.tuned));
  console.table(
    rounds.map((round) => ({
      'intake, events/s': Math.round(round.intake),
      'bare INSERT, events/s': Math.round(round.bare),
      ratio: Number((round.intake / round.bare).toFixed(2)),
      'INSERT with our way of sending bodies': Math.round(round.tuned),
      'executor, CPU-s/1000': Number(round.cpuPer1000.toFixed(3)),
      'PostgreSQL, CPU-s/1000': Number(round.postgresPer1000.toFixed(3)),
    })),
  );
  console.log(
    `admitted: ${intake.toFixed(0)} events/s = ${ratio.toFixed(2)} × the bare INSERT … unnest of the same rows (medians);
${strict.toFixed(2)} × the same INSERT when bodies travel as one binary value, as ours do`,
  );
}

await main();
