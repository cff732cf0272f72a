import type { Clock, Logger } from '@aftercall/service-runtime';
import type { Kafka } from 'kafkajs';
import type { PartitionLag, RecordReader, RecordSource } from '../record-source.ts';
import { TopicReading } from './topic-reading.ts';

export interface KafkaSourceSettings {
  kafka: Kafka;
  topics: readonly string[];
  /** The group of a topic is `<groupId>.<topic>`. */
  groupId: string;
  sessionTimeoutMs: number;
  clock: Clock;
  log: Logger;
}

/**
 * {@link RecordSource} over Kafka. Each topic has a consumer and a group of its own: a consumer of several stops reading all
 * of them when one is deleted, and every member of a group must read the same topics.
 */
export class KafkaRecordSource implements RecordSource {
  readonly broken: Promise<Error>;
  readonly #topics: readonly TopicReading[];

  constructor({ topics, ...settings }: KafkaSourceSettings) {
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.broken = promise;
    this.#topics = topics.map((topic) => new TopicReading({ ...settings, topic, onBroken: resolve }));
  }

  start(reader: RecordReader): void {
    for (const topic of this.#topics) topic.start(reader);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#topics.map((topic) => topic.stop()));
  }

  pause(): void {
    for (const topic of this.#topics) topic.pause();
  }

  resume(): void {
    for (const topic of this.#topics) topic.resume();
  }

  lags(): PartitionLag[] {
    return this.#topics.flatMap((topic) => topic.lags());
  }

  findProblem(): string | undefined {
    return this.#topics.map((topic) => topic.findProblem()).find((problem) => problem !== undefined);
  }
}
