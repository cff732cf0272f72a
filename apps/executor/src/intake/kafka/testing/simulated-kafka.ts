import type {
  Consumer,
  ConsumerRunConfig,
  EachBatchPayload,
  Kafka,
  KafkaMessage,
  OffsetsByTopicPartition,
} from 'kafkajs';
import type { SimulatedBroker } from '../../testing/simulated-broker.ts';

/** A process that reads: what it asks of the broker and how it waits, in whatever time the test has. */
export interface BrokerClient {
  name: string;
  /** Asks the broker something. */
  ask<Answer>(what: string, effect: () => Answer): Promise<Answer>;
  nap(ms: number): Promise<void>;
}

/** Of a fetch that finds nothing. */
const POLL_MS = 150;

const events = {
  GROUP_JOIN: 'consumer.group_join',
  CRASH: 'consumer.crash',
  FETCH_START: 'consumer.fetch_start',
  HEARTBEAT: 'consumer.heartbeat',
  REBALANCING: 'consumer.rebalancing',
} as const;

type Listener = (event: { payload: unknown }) => void;

/** The client library in the hands of one process: as much of kafkajs as the executor uses of it. */
export function simulatedKafka(broker: SimulatedBroker, client: BrokerClient): Kafka {
  const admin = {
    connect: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    fetchTopicOffsets: () => client.ask('kafka.fetchTopicOffsets', () => broker.offsets()),
  };
  return { consumer: () => new SimulatedConsumer(broker, client), admin: () => admin } as unknown as Kafka;
}

/** One consumer of the group. */
class SimulatedConsumer implements Pick<Consumer, 'connect' | 'disconnect' | 'seek' | 'pause' | 'paused' | 'resume'> {
  readonly events = events;
  readonly #broker: SimulatedBroker;
  readonly #client: BrokerClient;
  readonly #id = Symbol('member');
  readonly #listeners = new Map<string, Listener>();
  readonly #paused = new Set<number>();
  #positions = new Map<number, { at: number; seeks: number }>();
  #isJoined = false;
  #isRunning = true;

  constructor(broker: SimulatedBroker, client: BrokerClient) {
    this.#broker = broker;
    this.#client = client;
  }

  connect(): Promise<void> {
    return this.#client.ask('kafka.connect', () => undefined);
  }

  async disconnect(): Promise<void> {
    this.#isRunning = false;
    await this.#client.ask('kafka.disconnect', () => {
      this.#broker.leave(this.#id);
    });
  }

  subscribe(): Promise<void> {
    return Promise.resolve();
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, listener);
  }

  async run({ eachBatch }: ConsumerRunConfig): Promise<void> {
    if (eachBatch === undefined) throw new TypeError('eachBatch is missing');
    await this.#join();
    this.#loop(eachBatch).catch((error: unknown) => {
      this.#emit('CRASH', { error });
    });
  }

  seek({ partition, offset }: { partition: number; offset: string }): void {
    const position = this.#positions.get(partition);
    if (position !== undefined) Object.assign(position, { at: Number(offset), seeks: position.seeks + 1 });
  }

  pause(given: { partitions?: number[] }[]): void {
    for (const partition of given.flatMap(({ partitions = [] }) => partitions)) this.#paused.add(partition);
  }

  paused(): { topic: string; partitions: number[] }[] {
    return [{ topic: this.#broker.settings.topic, partitions: [...this.#paused] }];
  }

  resume(given: { partitions?: number[] }[]): void {
    for (const partition of given.flatMap(({ partitions = [] }) => partitions)) this.#paused.delete(partition);
  }

  async #join(): Promise<void> {
    const { topic } = this.#broker.settings;
    const { partitions } = await this.#client.ask('kafka.join', () => this.#broker.join(this.#id, this.#client.name));
    const at = (partition: number): number => Number(this.#broker.committed.get(partition) ?? 0n);
    this.#positions = new Map(partitions.map((partition) => [partition, { at: at(partition), seeks: 0 }]));
    this.#isJoined = true;
    this.#emit('GROUP_JOIN', { memberAssignment: { [topic]: partitions } });
  }

  async #loop(eachBatch: (payload: EachBatchPayload) => Promise<void>): Promise<void> {
    while (this.#isRunning) {
      this.#beatInPassing();
      if (!this.#isJoined) {
        this.#emit('REBALANCING', {});
        await this.#join();
      }
      this.#emit('FETCH_START', { nodeId: 0 });
      const batches = this.#fetch();
      if (batches.length === 0) await this.#client.nap(POLL_MS);
      await Promise.all(batches.map((batch) => this.#handle(batch, eachBatch)));
    }
  }

  #fetch(): { partition: number; messages: KafkaMessage[]; seeks: number }[] {
    return [...this.#positions].flatMap(([partition, { at, seeks }]) => {
      if (this.#paused.has(partition)) return [];
      const messages = this.#broker.logs[partition]?.slice(at, at + this.#broker.settings.batchSize()) ?? [];
      return messages.length === 0 ? [] : [{ partition, messages, seeks }];
    });
  }

  async #handle(
    { partition, messages, seeks }: { partition: number; messages: KafkaMessage[]; seeks: number },
    eachBatch: (payload: EachBatchPayload) => Promise<void>,
  ): Promise<void> {
    const { topic } = this.#broker.settings;
    const position = this.#positions.get(partition);
    const isStale = (): boolean => this.#positions.get(partition) !== position || position?.seeks !== seeks;
    const payload = {
      batch: { topic, partition, messages, highWatermark: String(this.#broker.logs[partition]?.length ?? 0) },
      resolveOffset: (offset: string) => {
        if (!isStale() && position !== undefined) position.at = Number(offset) + 1;
      },
      heartbeat: () => this.#askGroup('kafka.heartbeat', () => this.#broker.beat(this.#id)),
      commitOffsetsIfNecessary: (offsets: OffsetsByTopicPartition) =>
        this.#askGroup('kafka.commit', () => {
          this.#broker.commit(
            this.#id,
            offsets.topics.flatMap(({ partitions }) => partitions),
          );
        }),
      isRunning: () => this.#isRunning,
      isStale,
    };
    try {
      await eachBatch(payload as unknown as EachBatchPayload);
    } catch (error) {
      // The handler lets through only what says that a new generation begins.
      if ((error as { type?: unknown }).type === undefined) throw error;
      this.#isJoined = false;
    }
  }

  async #askGroup(what: string, effect: () => void): Promise<void> {
    await this.#client.ask(what, effect);
    this.#emit('HEARTBEAT', {});
  }

  /** Between two fetches, as the client library does it by itself. */
  #beatInPassing(): void {
    try {
      this.#broker.beat(this.#id);
      this.#emit('HEARTBEAT', {});
    } catch {
      this.#isJoined = false;
    }
  }

  #emit(event: keyof typeof events, payload: unknown): void {
    this.#listeners.get(events[event])?.({ payload });
  }
}
