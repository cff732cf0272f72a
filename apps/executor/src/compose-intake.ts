import type { Clock, Health, Logger, Metrics, Part } from '@aftercall/service-runtime';
import { parseCallTopics, type CallTopics } from '@aftercall/wire-format';
import type { FlowCatalog } from './catalog/flow-catalog.ts';
import type { ExecutorConfig } from './config.ts';
import { AdmitRecords } from './intake/admit-records.ts';
import { callEventRoutes } from './intake/http/call-event-endpoint.ts';
import { IntakeBatcher } from './intake/intake-batcher.ts';
import { JoinAtDeadline } from './intake/join-at-deadline.ts';
import { JoinCalls } from './intake/join-calls.ts';
import { PostgresWaitingCalls } from './intake/postgres/postgres-waiting-calls.ts';
import type { WaitingCalls } from './intake/waiting-calls.ts';
import type { PlanCache } from './runs/plan-cache.ts';
import { intakeMetrics } from './intake-metrics.ts';
import type { IntakeTally } from './intake/intake-tally.ts';
import { KafkaRecordSource } from './intake/kafka/kafka-record-source.ts';
import { countParkedRuns } from './intake/postgres/parked-runs.ts';
import { PostgresIntakeLedger } from './intake/postgres/postgres-intake-ledger.ts';
import { PostgresRecordLedger } from './intake/postgres/postgres-record-ledger.ts';
import { PressureWatch } from './intake/pressure-watch.ts';
import type { RecordSource } from './intake/record-source.ts';
import { kafkaSettingsOf } from './kafka-config.ts';
import { kafkaClient } from './plumbing/kafka/client.ts';
import type { Routes } from './plumbing/http/routes.ts';
import type { LedgerDatabase } from './plumbing/postgres/connection.ts';
import type { PostgresRunLedger } from './runs/postgres/postgres-run-ledger.ts';
import type { RunStarter } from './runs/run-starter.ts';

/** A write that waits longer: PostgreSQL does not keep up, so new runs are parked there instead of begun here. */
const PARK_FROM_MS = 250;
/** And from here on Kafka is the better place to wait. */
const REST_FROM_MS = 2000;

interface Made {
  config: ExecutorConfig;
  catalog: FlowCatalog;
  database: LedgerDatabase;
  events: PostgresIntakeLedger;
  runs: RunStarter;
  runLedger: PostgresRunLedger;
  plans: PlanCache;
  tally: IntakeTally;
  metrics: Metrics;
  health: Health;
  clock: Clock;
  log: Logger;
  newId: () => string;
}

/** Both doors of the executor: routes of the one by HTTP, and the part that reads from Kafka. */
export function composeIntake(made: Omit<Made, 'events' | 'tally'>): { routes: Routes; parts: Part[] } {
  const { catalog, database, runs, plans, metrics, clock, newId } = made;
  const join = new JoinCalls({ catalog, plans, newId });
  const events = new PostgresIntakeLedger({ database, join, newId });
  const tally = intakeMetrics(metrics);
  const batcher = new IntakeBatcher(events, runs, tally);
  return {
    routes: callEventRoutes({ catalog, batcher, clock, newId }),
    parts: [
      waitingCallsPart({ ...made, calls: new PostgresWaitingCalls({ database, join, clock }) }),
      ...kafkaParts({ ...made, events, tally }),
    ],
  };
}

/** Runs of calls whose analysis does not come. */
function waitingCallsPart({
  calls,
  runs,
  clock,
  log,
}: Pick<Made, 'runs' | 'clock' | 'log'> & { calls: WaitingCalls }): Part {
  const joinAtDeadline = new JoinAtDeadline({ calls, runs, clock, log, random: Math.random });
  return {
    name: 'calls that wait',
    start: () => {
      joinAtDeadline.start();
      return Promise.resolve();
    },
    stop: () => joinAtDeadline.stop(),
  };
}

/** No part at all without `KAFKA_BROKERS`. */
function kafkaParts(made: Made): Part[] {
  const { config, clock, log, runLedger, database } = made;
  const settings = kafkaSettingsOf(config, 'aftercall-executor');
  const topics = topicsOf(config);
  if (settings === undefined || topics.size === 0) return [];
  const source = new KafkaRecordSource({
    kafka: kafkaClient(settings, log),
    topics: [...topics.keys()],
    groupId: config.KAFKA_GROUP_ID,
    sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT_MS,
    clock,
    log,
  });
  const admit = admitRecords(made, topics);
  const watch = new PressureWatch({
    source,
    measure: async () => ({
      parkedRuns: await countParkedRuns(database, config.MAX_PARKED_RUNS + 1),
      oldestWriteMs: runLedger.oldestWriteMs(),
    }),
    limits: { parkedRuns: config.MAX_PARKED_RUNS, oldestWriteMs: REST_FROM_MS },
    clock,
    log,
  });
  tell(made, source, watch);
  return [
    {
      name: 'Kafka door',
      broken: source.broken,
      start: () => {
        source.start(admit);
        watch.start();
        log.info({ topics: [...topics.keys()] }, 'reading call events from Kafka');
        return Promise.resolve();
      },
      stop: async () => {
        await watch.stop();
        await source.stop();
      },
    },
  ];
}

function topicsOf(config: ExecutorConfig): CallTopics {
  const reading = parseCallTopics(config.KAFKA_CALL_TOPICS);
  if (!reading.ok) throw new TypeError(reading.problem);
  return reading.topics;
}

function admitRecords(made: Made, topics: CallTopics): AdmitRecords {
  const { catalog, database, events, runs, runLedger, tally, clock, log, newId } = made;
  return new AdmitRecords({
    catalog,
    topics,
    ledger: new PostgresRecordLedger({ database, events, newId }),
    runs: {
      ownerOfNew: () => (runLedger.oldestWriteMs() > PARK_FROM_MS ? undefined : runs.ownerOfNew()),
      begin: (openings, owner) => {
        runs.begin(openings, owner);
      },
    },
    tally,
    clock,
    log,
    newId,
  });
}

function tell({ metrics, health }: Made, source: RecordSource, watch: PressureWatch): void {
  metrics.gauge({
    name: 'aftercall_kafka_lag_count',
    help: 'records of a partition that were published and not read yet, for the partitions that this executor reads',
    labels: ['topic', 'partition'],
    readAll: () =>
      source.lags().map(({ topic, partition, records }) => ({ labels: { topic, partition }, value: records })),
  });
  metrics.gauge({
    name: 'aftercall_kafka_resting_count',
    help: '1 while reading from Kafka rests because too much waits behind it',
    read: () => (watch.isResting() ? 1 : 0),
  });
  health.addReadyCheck('kafka', () => Promise.resolve(source.findProblem()));
}
