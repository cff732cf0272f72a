import type { Clock, Logger } from '@aftercall/service-runtime';
import type { Consumer } from 'kafkajs';
import type { Bounds, PartitionLag, PartitionReading, RecordReader } from '../record-source.ts';

const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 2000;

/**
 * A partition of ours is *opening* (paused, while it is asked where to go on), *reading*, or *held* (paused until the source
 * is resumed). It begins with opening; reading goes back to opening whenever its position is in doubt, and held ends there.
 */
interface Partition {
  state: 'opening' | 'reading' | 'held';
  reading: PartitionReading | undefined;
  /** Offset of the next record to keep, and the end of the log as last seen. */
  at: bigint | undefined;
  high: bigint | undefined;
}

interface Settings {
  consumer: Consumer;
  topic: string;
  reader: RecordReader;
  isPaused: boolean;
  clock: Clock;
  log: Logger;
  boundsOf: () => Promise<Map<number, Bounds>>;
  onReading: () => void;
}

/** A claim to one partition that ends with the next assignment, or as soon as the partition is opened again. */
export interface Turn {
  reading: PartitionReading;
  isOver(): boolean;
}

/**
 * The partitions that the group gave to this process. kafkajs tells of new ones only, never of those that are taken away, and
 * keeps paused what was paused when it comes back: so each assignment begins from nothing, and whatever began before it is over.
 */
export class AssignedPartitions {
  readonly #settings: Settings;
  #partitions = new Map<number, Partition>();
  /** Ends with each assignment: whoever waits for something of the last one stops. */
  #assignment = new AbortController();
  #isHeld: boolean;
  #isClosing = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#isHeld = settings.isPaused;
  }

  /** Takes what the group gives; called before anything of it is fetched. */
  assign(partitions: readonly number[]): void {
    this.end();
    const { consumer, topic, onReading } = this.#settings;
    consumer.resume(consumer.paused());
    this.#assignment = new AbortController();
    this.#partitions = new Map(
      partitions.map((partition) => [partition, { state: 'held', reading: undefined, at: undefined, high: undefined }]),
    );
    if (partitions.length === 0) {
      onReading();
      return;
    }
    consumer.pause([{ topic, partitions: [...partitions] }]);
    if (!this.#isHeld) this.reopenAll();
  }

  /** Nothing is ours any more. */
  end(): void {
    this.#assignment.abort();
    this.#partitions = new Map();
  }

  /** Opens nothing any more; what is being read may be kept to the end of its chunk. */
  close(): void {
    this.#isClosing = true;
  }

  hold(): void {
    this.#isHeld = true;
    for (const [number, partition] of this.#partitions) {
      if (partition.state === 'reading') this.#pause(number);
      partition.state = 'held';
      partition.reading = undefined;
    }
  }

  release(): void {
    this.#isHeld = false;
    this.reopenAll();
  }

  /** Asks for every position anew, before anything more is fetched. */
  reopenAll(): void {
    for (const number of this.#partitions.keys()) this.reopen(number);
  }

  reopen(number: number): void {
    const partition = this.#partitions.get(number);
    if (partition === undefined || partition.state === 'opening') return;
    if (this.#isHeld || this.#isClosing) return;
    if (partition.state === 'reading') this.#pause(number);
    partition.state = 'opening';
    partition.reading = undefined;
    void this.#open(number, partition, this.#assignment.signal);
  }

  /** The right to hand over records of a partition now; undefined while it is opening, held or not ours. */
  findTurn(number: number): Turn | undefined {
    const partition = this.#partitions.get(number);
    const reading = partition?.reading;
    if (partition === undefined || reading === undefined) return undefined;
    return {
      reading,
      isOver: () => this.#partitions.get(number) !== partition || partition.reading !== reading,
    };
  }

  note(number: number, seen: { at?: bigint; high?: bigint }): void {
    const partition = this.#partitions.get(number);
    if (partition === undefined) return;
    partition.at = seen.at ?? partition.at;
    partition.high = seen.high ?? partition.high;
  }

  lags(): PartitionLag[] {
    const { topic } = this.#settings;
    return [...this.#partitions].flatMap(([partition, { at, high }]) => {
      if (at === undefined || high === undefined) return [];
      return [{ topic, partition, records: Math.max(0, Number(high - at)) }];
    });
  }

  /** Reads the ends of the logs, also of those that are not being fetched. */
  async measure(): Promise<void> {
    if (this.#partitions.size === 0) return;
    const { signal } = this.#assignment;
    const bounds = await this.#settings.boundsOf();
    if (signal.aborted) return;
    for (const [number, partition] of this.#partitions) {
      const high = bounds.get(number)?.high;
      if (high === undefined) continue;
      partition.high = high;
      if (partition.at !== undefined && partition.at > high) this.reopen(number);
    }
  }

  isOpenFor(number: number): boolean {
    return this.#partitions.get(number)?.state === 'reading';
  }

  /** A log line that names the partition. */
  say(number: number, error: unknown, message: string): void {
    const { log, topic } = this.#settings;
    log.warn({ topic, partition: number, error }, message);
  }

  async beat(restMs: number, signal: AbortSignal): Promise<boolean> {
    return this.#settings.clock.sleep(restMs, signal).then(
      () => true,
      () => false,
    );
  }

  async #open(number: number, partition: Partition, assignment: AbortSignal): Promise<void> {
    const { reader, topic, clock, boundsOf } = this.#settings;
    const isOver = (): boolean => assignment.aborted || this.#isClosing || partition.state !== 'opening';
    for (let failures = 0; !isOver(); failures += 1) {
      try {
        const askBounds = async (): Promise<Bounds> => {
          const bounds = (await boundsOf()).get(number);
          if (bounds === undefined) throw new Error('the brokers do not know this partition');
          partition.high = bounds.high;
          return bounds;
        };
        const reading = await reader.open({ topic, partition: number }, askBounds);
        if (isOver()) return;
        this.#read(number, partition, reading);
        return;
      } catch (error) {
        if (isOver()) return;
        if (failures === 0) this.say(number, error, 'a partition cannot be read on now');
        const restMs = Math.min(FIRST_REST_MS * 2 ** failures, LONGEST_REST_MS);
        await clock.sleep(restMs, assignment).catch(() => undefined);
      }
    }
  }

  #read(number: number, partition: Partition, reading: PartitionReading): void {
    const { consumer, topic, onReading } = this.#settings;
    consumer.seek({ topic, partition: number, offset: String(reading.from) });
    consumer.resume([{ topic, partitions: [number] }]);
    partition.state = 'reading';
    partition.reading = reading;
    partition.at = reading.from;
    onReading();
  }

  #pause(number: number): void {
    const { consumer, topic } = this.#settings;
    consumer.pause([{ topic, partitions: [number] }]);
  }
}
