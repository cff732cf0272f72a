import { reportSkippedSuite } from '../skipped-suites.ts';
import { startOwnKafka } from './acquire-kafka.ts';
import type { ApacheKafka } from './apache-kafka.ts';
import { TestTopics } from './test-topics.ts';

/** What jest's global setup found. */
export interface KafkaOffer {
  /** Of a Kafka that all suites share, when there is one. */
  readonly brokers?: string;
  /** Why there is none, with the remedy. */
  readonly obstacle?: string;
  /** Why no suite can start a broker of its own, with the remedy. */
  readonly ownObstacle?: string;
}

/** The environment variable by which jest's global setup tells suites, also those in other processes. */
const offerVariable = 'AFTERCALL_TEST_KAFKA';

/** Lets `describeWithKafka` find what there is. */
export function offerKafka(offer: KafkaOffer): void {
  process.env[offerVariable] = JSON.stringify(offer);
}

/** A Kafka that suites share: topics are a test's own, brokers are not to be stopped. */
export interface TestKafka {
  /** `host:port`, comma separated. */
  readonly brokers: string;
  /** Closed after the suite's own `afterAll`. */
  readonly topics: TestTopics;
}

/** A broker's pid, port and lives belong to the suite that started it. */
export type StartKafka = () => Promise<ApacheKafka>;

/**
 * A `describe` whose tests need Kafka. Without one they are skipped, and the suite is reported by its title and the
 * reason. The project opts in by `jest.kafka-preset.cjs`.
 */
export function describeWithKafka(title: string, body: (kafka: TestKafka) => void): void {
  const { brokers, obstacle } = readOffer();
  if (brokers === undefined && obstacle === undefined) throw new Error('only integration suites share a Kafka');
  describeUnless(obstacle, title, () => {
    const topics = new TestTopics(brokers ?? 'nowhere:1');
    body({ brokers: topics.brokers, topics });
    afterAll(() => topics.close());
  });
}

/** The same for tests that kill and restart brokers: of their own, also where `KAFKA_BROKERS` is set. */
export function describeWithOwnKafka(title: string, body: (start: StartKafka) => void): void {
  const { ownObstacle } = readOffer();
  describeUnless(ownObstacle, title, () => {
    const started: ApacheKafka[] = [];
    body(async () => {
      const kafka = await startOwnKafka();
      started.push(kafka);
      return kafka;
    });
    afterAll(async () => {
      await Promise.all(started.map((kafka) => kafka.stop()));
    });
  });
}

function describeUnless(obstacle: string | undefined, title: string, body: () => void): void {
  if (obstacle === undefined) {
    describe(title, body);
    return;
  }
  reportSkippedSuite({ suite: title, reason: obstacle });
  describe.skip(title, body);
}

function readOffer(): KafkaOffer {
  const text = process.env[offerVariable];
  if (text !== undefined) return JSON.parse(text) as KafkaOffer;
  throw new Error("no Kafka for tests. Remedy: the project's jest.config.cjs begins with jest.kafka-preset.cjs");
}
