import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Admin, Consumer, IHeaders, Producer } from 'kafkajs';

/** A message to be produced. */
export interface OutgoingMessage {
  readonly key?: string | Buffer | null;
  /** Null is a tombstone. */
  readonly value: string | Buffer | null;
  readonly headers?: IHeaders;
  readonly partition?: number;
}

/** A message that was read back. */
export interface ReadMessage {
  readonly partition: number;
  /** As Kafka writes it: a whole number in digits. */
  readonly offset: string;
  readonly key: string | undefined;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

const readDeadlineMs = 20_000;

/** Topics of a test's own, and a foreign client to fill and read them. Close it in `afterAll`: the topics go with it. */
export class TestTopics {
  readonly brokers: string;
  readonly #kafka: Kafka;
  readonly #made = new Set<string>();
  #admin: Promise<Admin> | undefined;
  #producer: Promise<Producer> | undefined;

  /** @param brokers - `host:port`, comma separated */
  constructor(brokers: string) {
    this.brokers = brokers;
    this.#kafka = new Kafka({ clientId: 'test-topics', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  }

  /** Makes a topic that nobody else has. @returns its name */
  async make({ partitions = 1, settings = {} }: TopicOptions = {}): Promise<string> {
    const topic = `test-${randomUUID()}`;
    await this.makeNamed(topic, { partitions, settings });
    return topic;
  }

  /** Makes a topic of this name; for one that is deleted and made anew. */
  async makeNamed(topic: string, { partitions = 1, settings = {} }: TopicOptions = {}): Promise<void> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const topics = [{ topic, numPartitions: partitions, replicationFactor: 1, configEntries }];
    const admin = await this.#getAdmin();
    await admin.createTopics({ topics, waitForLeaders: true });
    this.#made.add(topic);
  }

  /** Leaves it there when it closes. */
  forget(topic: string): void {
    this.#made.delete(topic);
  }

  async delete(topic: string): Promise<void> {
    const admin = await this.#getAdmin();
    await admin.deleteTopics({ topics: [topic] });
    this.forget(topic);
  }

  /** Appends in the order given, and returns when the broker has them. */
  async produce(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    this.#producer ??= this.#connectProducer();
    const producer = await this.#producer;
    await producer.send({ topic, acks: -1, messages: messages.map((message) => ({ ...message })) });
  }

  /**
   * Reads the first `count` messages of a topic, or more if there are more by then; each partition in its order.
   * @throws Error after 20 s, with how many there were
   */
  async read(topic: string, count: number): Promise<ReadMessage[]> {
    const consumer = this.#kafka.consumer({
      groupId: `test-${randomUUID()}`,
      sessionTimeout: 6000,
      maxWaitTimeInMs: 100,
    });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      return await readFrom(consumer, topic, count);
    } finally {
      await consumer.disconnect();
    }
  }

  /** What a group has committed: partition → next offset. Partitions without a commit are left out. */
  async committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
    const admin = await this.#getAdmin();
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const known = (found?.partitions ?? []).filter(({ offset }) => offset !== '-1');
    return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
  }

  /** Deletes the topics that it made, and disconnects. */
  async close(): Promise<void> {
    await (await this.#producer)?.disconnect();
    const topics = [...this.#made];
    if (topics.length > 0) await (await this.#getAdmin()).deleteTopics({ topics });
    await (await this.#admin)?.disconnect();
  }

  #getAdmin(): Promise<Admin> {
    this.#admin ??= this.#connectAdmin();
    return this.#admin;
  }

  async #connectAdmin(): Promise<Admin> {
    const admin = this.#kafka.admin();
    await admin.connect();
    return admin;
  }

  /** Not idempotent: kafkajs then loses messages that it calls acknowledged. */
  async #connectProducer(): Promise<Producer> {
    const producer = this.#kafka.producer({ idempotent: false, allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

/** What a topic of a test is like. */
export interface TopicOptions {
  /** Default 1: one order for all messages. */
  readonly partitions?: number;
  /** Of the topic, as Kafka names them: `{ 'max.message.bytes': '1000' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

async function readFrom(consumer: Consumer, topic: string, count: number): Promise<ReadMessage[]> {
  const messages: ReadMessage[] = [];
  await new Promise<void>((done, fail) => {
    const tooLate = setTimeout(() => {
      fail(
        new Error(
          `${topic} held ${String(messages.length)} of ${String(count)} messages after ${String(readDeadlineMs)} ms`,
        ),
      );
    }, readDeadlineMs);
    const onMessage = (message: ReadMessage): void => {
      messages.push(message);
      if (messages.length < count) return;
      clearTimeout(tooLate);
      done();
    };
    if (count === 0) done();
    consumer
      .run({
        autoCommit: false,
        eachMessage: ({ partition, message: { offset, key, value, headers } }) => {
          onMessage({ partition, offset, key: key?.toString(), value, headers: asText(headers ?? {}) });
          return Promise.resolve();
        },
      })
      .catch(fail);
  });
  return messages;
}

function asText(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
