import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Admin, Consumer, IHeaders, KafkaConfig, Producer } from 'kafkajs';
import { keepTimersQuiet } from './quiet-timers.ts';

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

/** What a topic is like. */
export interface TopicOptions {
  /** Default 1: one order for all messages. */
  readonly partitions?: number;
  /** Of the topic, as Kafka names them: `{ 'max.message.bytes': '1000' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** How brokers are reached. */
export type KafkaConnection = Pick<KafkaConfig, 'sasl' | 'ssl'> & {
  /** `host:port`, comma separated. */
  readonly brokers: string;
};

const readDeadlineMs = 20_000;

/**
 * Looks at Kafka from outside, as call systems and operators do: makes topics, produces, reads back. Connects when it is
 * first needed; `disconnect` ends it.
 */
export class OutsideClient {
  readonly #kafka: Kafka;
  #admin: Promise<Admin> | undefined;
  #producer: Promise<Producer> | undefined;

  constructor({ brokers, ...security }: KafkaConnection, tuning: Pick<KafkaConfig, 'retry'> = {}) {
    keepTimersQuiet();
    const clientId = 'aftercall-outside';
    this.#kafka = new Kafka({
      clientId,
      brokers: brokers.split(','),
      logLevel: logLevel.NOTHING,
      ...security,
      ...tuning,
    });
  }

  /** The cluster that answers, and how many brokers of it take requests. @throws Error when none answers */
  async describeCluster(): Promise<{ clusterId: string; brokers: number }> {
    const { clusterId, brokers } = await (await this.#getAdmin()).describeCluster();
    return { clusterId, brokers: brokers.length };
  }

  /** Makes a topic unless it is there. @returns false when it was there */
  async makeTopic(topic: string, { partitions = 1, settings = {} }: TopicOptions = {}): Promise<boolean> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    // As many copies as the cluster makes by default.
    const topics = [{ topic, numPartitions: partitions, replicationFactor: -1, configEntries }];
    return (await this.#getAdmin()).createTopics({ topics, waitForLeaders: true });
  }

  /** A producer of kafkajs that knew a topic which is deleted sends nothing more to any topic, so it goes too. */
  async deleteTopics(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    await (await this.#getAdmin()).deleteTopics({ topics: [...topics] });
    const producer = this.#producer;
    this.#producer = undefined;
    await (await producer)?.disconnect();
  }

  /** Gives a topic more partitions, so that it has this many. */
  async addPartitions(topic: string, count: number): Promise<void> {
    await (await this.#getAdmin()).createPartitions({ topicPartitions: [{ topic, count }] });
  }

  /** Appends to partition 0 in a transaction of its own, which leaves a mark behind the messages. */
  async transact(topic: string, values: readonly string[], end: 'commit' | 'abort'): Promise<void> {
    // eslint-disable-next-line house/no-kafka-traps -- what a transaction leaves in a topic is what tests need of it
    const settings = { transactionalId: `outside-${randomUUID()}`, idempotent: true, maxInFlightRequests: 1 };
    const producer = await connected(this.#kafka.producer(settings));
    try {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: values.map((value) => ({ value, partition: 0 })) });
      await transaction[end]();
    } finally {
      await producer.disconnect();
    }
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
    const groupId = `outside-${randomUUID()}`;
    const times = { sessionTimeout: 6000, maxWaitTimeInMs: 100 };
    const consumer = this.#kafka.consumer({ groupId, ...times, allowAutoTopicCreation: false });
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
    const [found] = await (await this.#getAdmin()).fetchOffsets({ groupId, topics: [topic] });
    const known = (found?.partitions ?? []).filter(({ offset }) => offset !== '-1');
    return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
  }

  /** Ends its connections. What could not be connected is no matter any more. */
  async disconnect(): Promise<void> {
    const parts: (Promise<Admin | Producer> | undefined)[] = [this.#producer, this.#admin];
    this.#producer = undefined;
    this.#admin = undefined;
    for (const part of parts) await part?.then((it) => it.disconnect()).catch(() => undefined);
  }

  #getAdmin(): Promise<Admin> {
    this.#admin ??= connected(this.#kafka.admin());
    return this.#admin;
  }

  /** Not idempotent: kafkajs then loses messages that it calls acknowledged. */
  #connectProducer(): Promise<Producer> {
    return connected(this.#kafka.producer({ idempotent: false, allowAutoTopicCreation: false }));
  }
}

/** A part that could not connect still holds sockets and timers. */
async function connected<Part extends Admin | Producer>(part: Part): Promise<Part> {
  try {
    await part.connect();
    return part;
  } catch (error) {
    await part.disconnect().catch(() => undefined);
    throw error;
  }
}

async function readFrom(consumer: Consumer, topic: string, count: number): Promise<ReadMessage[]> {
  const messages: ReadMessage[] = [];
  if (count === 0) return messages;
  await new Promise<void>((done, fail) => {
    const tooLate = setTimeout(() => {
      const found = `${String(messages.length)} of ${String(count)} messages`;
      fail(new Error(`${topic} held ${found} after ${String(readDeadlineMs)} ms`));
    }, readDeadlineMs);
    const onMessage = (message: ReadMessage): void => {
      messages.push(message);
      if (messages.length < count) return;
      clearTimeout(tooLate);
      done();
    };
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
