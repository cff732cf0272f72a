import type { Clock, Logger } from '@aftercall/service-runtime';
import type { Admin, Consumer, Kafka } from 'kafkajs';
import type { Bounds, PartitionLag, RecordReader } from '../record-source.ts';
import { AssignedPartitions } from './assigned-partitions.ts';
import { handleBatch } from './handle-batch.ts';

/**
 * How a consumer fetches. A fetch waits 300 ms at most, because a consumer stops only between two of them. A batch that is
 * larger than the bound of its partition still comes, but only when its partition is the first that has something: so the
 * bound is what brokers take by default, and nothing waits for its turn.
 */
const MAX_WAIT_MS = 300;
const MAX_BYTES_PER_PARTITION = 1024 * 1024 + 64 * 1024;
const MAX_BYTES = 8 * 1024 * 1024;
/** Handlers end within one chunk of a rebalance, so every member is back long before this. */
const REBALANCE_MS = 30_000;
/** New partitions of a topic are read this much late. */
const METADATA_MAX_AGE_MS = 5000;
const PARTITIONS_AT_ONCE = 6;
/** Between two fetches or two signs of life of the group; past it the consumer is taken for dead, though it said nothing. */
const MAX_SILENCE_MS = 60_000;
const WATCH_EVERY_MS = 5000;
/** A fetch that begins later than this after the one before it cannot be sure to find the same topic. */
const MAX_GAP_MS = MAX_WAIT_MS + 500;
const CLOSE_MS = 8000;

interface Settings {
  kafka: Kafka;
  topic: string;
  groupId: string;
  sessionTimeoutMs: number;
  clock: Clock;
  log: Logger;
  reader: RecordReader;
  isPaused: boolean;
  /** A partition is being read, or the group has given none to this process. */
  onReading: () => void;
}

/**
 * One consumer of kafkajs, from its first connection until it crashes or is stopped. kafkajs never restarts it: after a crash
 * it is thrown away. Offsets are the ledger's; those committed to the group are for people who look at its lag.
 */
export class ConsumerSession {
  readonly #settings: Settings;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #partitions: AssignedPartitions;
  readonly #ended = Promise.withResolvers<Error | undefined>();
  readonly #over = new AbortController();
  #lastSignMs: number;
  readonly #lastFetchMs = new Map<number, number>();

  constructor(settings: Settings) {
    this.#settings = settings;
    const { kafka, topic, groupId, sessionTimeoutMs, clock } = settings;
    this.#lastSignMs = clock.monotonicMs();
    this.#admin = kafka.admin();
    this.#consumer = kafka.consumer({
      groupId: `${groupId}.${topic}`,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / 6),
      rebalanceTimeout: Math.max(REBALANCE_MS, sessionTimeoutMs),
      maxWaitTimeInMs: MAX_WAIT_MS,
      minBytes: 1,
      maxBytes: MAX_BYTES,
      maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    this.#partitions = new AssignedPartitions({
      ...settings,
      consumer: this.#consumer,
      boundsOf: () => this.#bounds(),
    });
  }

  /** Resolves when the consumer has ended: with what ended it, or with undefined when it was stopped. */
  async run(): Promise<Error | undefined> {
    const begun = this.#begin();
    const { promise: ended } = this.#ended;
    const error = await Promise.race([begun.then(() => ended), ended]).catch(asError);
    this.#over.abort();
    // Stopped, it is still a member: the chunk that is being kept is kept and committed. Crashed, it is none any more.
    if (error === undefined) this.#partitions.close();
    else this.#partitions.end();
    await this.#close(begun);
    this.#partitions.end();
    return error;
  }

  /** Ends it; `run` resolves when the chunk that is being kept is kept and the group was left. */
  stop(): void {
    this.#ended.resolve(undefined);
  }

  pause(): void {
    this.#partitions.hold();
  }

  resume(): void {
    this.#partitions.release();
  }

  lags(): PartitionLag[] {
    return this.#partitions.lags();
  }

  async #begin(): Promise<void> {
    const { topic } = this.#settings;
    this.#listen();
    const steps = [
      () => this.#consumer.connect(),
      () => this.#admin.connect(),
      () => this.#consumer.subscribe({ topics: [topic], fromBeginning: true }),
      () => this.#join(),
    ];
    for (const step of steps) if (!this.#over.signal.aborted) await step();
    void this.#watch();
  }

  async #join(): Promise<void> {
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => handleBatch(this.#partitions, payload),
    });
  }

  #listen(): void {
    const { GROUP_JOIN, CRASH, FETCH_START, HEARTBEAT, REBALANCING } = this.#consumer.events;
    const { topic } = this.#settings;
    // Listeners run within the emitting call: what they pause is not fetched even once.
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#sign();
      this.#lastFetchMs.clear();
      this.#partitions.assign(payload.memberAssignment[topic] ?? []);
    });
    this.#consumer.on(REBALANCING, () => {
      this.#partitions.end();
    });
    this.#consumer.on(HEARTBEAT, () => {
      this.#sign();
    });
    this.#consumer.on(FETCH_START, ({ payload }) => {
      this.#sign();
      this.#noteFetch(payload.nodeId);
    });
    this.#consumer.on(CRASH, ({ payload }) => {
      this.#ended.resolve(payload.error);
    });
  }

  #sign(): void {
    this.#lastSignMs = this.#settings.clock.monotonicMs();
  }

  /** Somebody may have made the topic anew while nobody looked: positions are asked for anew before this fetch is sent. */
  #noteFetch(nodeId: number): void {
    const nowMs = this.#settings.clock.monotonicMs();
    const beforeMs = this.#lastFetchMs.get(nodeId);
    this.#lastFetchMs.set(nodeId, nowMs);
    if (beforeMs !== undefined && nowMs - beforeMs > MAX_GAP_MS) this.#partitions.reopenAll();
  }

  async #bounds(): Promise<Map<number, Bounds>> {
    const offsets = await this.#admin.fetchTopicOffsets(this.#settings.topic);
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));
  }

  /** kafkajs tells of a crash only after it has disconnected, which can fail: silence is taken for a crash too. */
  async #watch(): Promise<void> {
    const { clock } = this.#settings;
    while (await this.#rest(WATCH_EVERY_MS)) {
      const silentMs = clock.monotonicMs() - this.#lastSignMs;
      if (silentMs > MAX_SILENCE_MS) {
        this.#ended.resolve(new Error(`the consumer was silent for ${Math.round(silentMs)} ms`));
        return;
      }
      await this.#partitions.measure().catch((error: unknown) => {
        this.#settings.log.debug({ topic: this.#settings.topic, error }, 'the lag could not be measured');
      });
    }
  }

  async #rest(restMs: number): Promise<boolean> {
    return this.#settings.clock.sleep(restMs, this.#over.signal).then(
      () => true,
      () => false,
    );
  }

  /**
   * A consumer that is still joining cannot be stopped: it would go on once it has joined. A broker that is gone answers no
   * goodbye; what it still holds of us ends with the session.
   */
  async #close(begun: Promise<void>): Promise<void> {
    const closed = begun
      .catch(() => undefined)
      .then(() => Promise.allSettled([this.#consumer.disconnect(), this.#admin.disconnect()]));
    const waited = new AbortController();
    const { clock, log, topic } = this.#settings;
    const tooLate = clock.sleep(CLOSE_MS, waited.signal).then(
      () => true,
      () => false,
    );
    const isTooLate = await Promise.race([closed.then(() => false), tooLate]);
    waited.abort();
    if (isTooLate) log.warn({ topic }, 'Kafka did not answer a goodbye');
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
