import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@aftercall/dev-harness';
import pg from 'pg';
import { aCall } from '../stage/events.ts';
import { agents } from '../stage/published-feed.ts';
import { takeBalance, type BalanceReading } from '../stage/balance.ts';
import type { Stage } from '../stage/stage.ts';
import { TestTopics } from '@aftercall/dev-harness/kafka';

export interface RestoreOptions {
  /** Published before the copy, and again as many after it. */
  events: number;
  /** How old the copy is when it is put in place. */
  ageMs: number;
  sessionTimeoutMs: number;
  say: (line: string) => void;
}

export interface RestoreReport {
  sent: number;
  /** Recorded when the copy was made, when the database was lost, just after the restore, and in the end. */
  recorded: { atCopy: number; atLoss: number; atRestore: number; atEnd: number };
  openRuns: number;
  target: { calls: number; requests: number; withSeveralKeys: number };
  balance: BalanceReading;
}

const TOPIC = 'chaos.restored';
const SETTLE_MS = 120_000;

/**
 * PostgreSQL is put back to a copy while Kafka went on: executors, started again, read what came since then once more. The target
 * may be told of a call a second time, by the key that it knows.
 */
export async function restoredBackup(stage: Stage, options: RestoreOptions): Promise<RestoreReport> {
  const { events, ageMs, say, sessionTimeoutMs } = options;
  const topics = new TestTopics(stage.kafka.brokers);
  await topics.makeNamed(TOPIC, { partitions: 2 });
  const settings = { KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs) };
  let executor = await stage.startExecutor([TOPIC], settings);
  await executor.untilReady();
  const publish = async (from: number, count: number): Promise<void> => {
    const ids = Array.from({ length: count }, (_, index) => `restored-${from + index}`);
    const messages = ids.map((id) => ({ key: id, value: JSON.stringify(aCall(id, agents.calling)) }));
    for (let at = 0; at < messages.length; at += 100) await topics.produce(TOPIC, messages.slice(at, at + 100));
  };
  await publish(0, events);
  const atCopy = await untilRecorded(stage, events);
  say(`${atCopy} events recorded: PostgreSQL is copied`);
  await stage.backUp();
  const copied = performance.now();
  await publish(events, events);
  const atLoss = await untilRecorded(stage, 2 * events);
  await untilTold(stage, 2 * events);
  await delay(Math.max(0, ageMs - (performance.now() - copied)));
  say(
    `${atLoss} events recorded, ${stage.target.requests} requests sent: PostgreSQL is put back to the copy, ${ageMs / 1000} s old`,
  );
  await executor.kill();
  await stage.restore();
  const atRestore = await countRecorded(stage);
  executor = await stage.startExecutor([TOPIC], settings);
  const atEnd = await untilRecorded(stage, 2 * events);
  const openRuns = await untilNoRunIsOpen(stage);
  const balance = await takeBalance(stage);
  await topics.close();
  await executor.stop();
  const { keysOf, requests } = stage.target;
  const told = [...keysOf].filter(([callId]) => callId.startsWith('restored-'));
  const withSeveralKeys = told.filter(([, keys]) => keys.size > 1).length;
  return {
    sent: 2 * events,
    recorded: { atCopy, atLoss, atRestore, atEnd },
    openRuns,
    target: { calls: told.length, requests, withSeveralKeys },
    balance,
  };
}

/** What is wrong, a line each. */
export function findRestoreFaults({ sent, recorded, openRuns, target, balance }: RestoreReport): string[] {
  return [
    ...(recorded.atRestore >= recorded.atLoss ? ['the copy held everything: this run proves nothing'] : []),
    ...(recorded.atEnd !== sent ? [`${sent - recorded.atEnd} events that Kafka holds are missing`] : []),
    ...(openRuns > 0 ? [`${openRuns} runs are still open`] : []),
    ...(target.calls !== sent ? [`the target was told of ${target.calls} calls of ${sent}`] : []),
    ...(target.withSeveralKeys > 0 ? [`${target.withSeveralKeys} calls reached the target by several keys`] : []),
    ...(balance.isZero ? [] : [`the ledger does not balance:\n${balance.said}`]),
  ];
}

async function ask(stage: Stage, sql: string): Promise<number> {
  const ledger = new pg.Client({ connectionString: stage.adminUrl });
  await ledger.connect();
  try {
    const { rows } = await ledger.query<{ count: number }>(sql);
    return rows[0]?.count ?? 0;
  } finally {
    await ledger.end();
  }
}

function countRecorded(stage: Stage): Promise<number> {
  return ask(stage, "select count(*)::int as count from ledger.call_event where call_id like 'restored-%'");
}

async function untilRecorded(stage: Stage, count: number): Promise<number> {
  const isThere = async (): Promise<boolean> => (await countRecorded(stage)) >= count;
  await until(isThere, { deadlineMs: SETTLE_MS, what: `${count} events to be recorded` });
  return countRecorded(stage);
}

async function untilTold(stage: Stage, count: number): Promise<void> {
  const toldOf = (): number => [...stage.target.keysOf.keys()].filter((id) => id.startsWith('restored-')).length;
  await until(() => toldOf() >= count, { deadlineMs: SETTLE_MS, what: `the target to be told of ${count} calls` });
}

async function untilNoRunIsOpen(stage: Stage): Promise<number> {
  const countOpen = () =>
    ask(stage, "select count(*)::int as count from ledger.run where ended_at is null and call_id like 'restored-%'");
  await until(async () => (await countOpen()) === 0, { deadlineMs: SETTLE_MS, what: 'all runs to end' }).catch(
    () => undefined,
  );
  return countOpen();
}
