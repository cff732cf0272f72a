import type { Kafka } from 'kafkajs';
import type { PartitionEnd, TopicEnds } from '../balance.ts';

/** {@link TopicEnds} asked of the brokers. A topic that is not there any more has no ends. */
export class KafkaTopicEnds implements TopicEnds {
  readonly #kafka: Kafka;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
  }

  async endsOf(topics: readonly string[]): Promise<PartitionEnd[]> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const there = new Set(await admin.listTopics());
      const ends = await Promise.all(
        topics
          .filter((topic) => there.has(topic))
          .map(async (topic) =>
            (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({
              ...{ topic, partition },
              endOffset: BigInt(high),
            })),
          ),
      );
      return ends.flat();
    } finally {
      await admin.disconnect();
    }
  }
}
