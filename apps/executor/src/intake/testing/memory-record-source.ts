import type {
  Bounds,
  PartitionLag,
  PartitionReading,
  Place,
  RecordReader,
  RecordSource,
  SourceRecord,
} from '../record-source.ts';

/** A topic in memory, and the members of the one group that reads it. */
export class MemoryTopic {
  readonly name: string;
  readonly partitions: SourceRecord[][];
  readonly #members: MemoryRecordSource[] = [];

  constructor(name: string, partitionCount: number) {
    this.name = name;
    this.partitions = Array.from({ length: partitionCount }, () => []);
  }

  append(partition: number, record: Omit<SourceRecord, 'offset'>): void {
    const log = this.partitions[partition];
    log?.push({ ...record, offset: BigInt(log.length) });
    for (const member of this.#members) member.look();
  }

  /** Deletes it and makes one of the same name: offsets begin again at 0. */
  makeAnew(): void {
    for (const log of this.partitions) log.length = 0;
    this.#share();
  }

  join(member: MemoryRecordSource): void {
    this.#members.push(member);
    this.#share();
  }

  leave(member: MemoryRecordSource): void {
    const index = this.#members.indexOf(member);
    if (index < 0) return;
    this.#members.splice(index, 1);
    this.#share();
  }

  #share(): void {
    const count = this.#members.length;
    for (const [index, member] of this.#members.entries()) {
      member.assign([...this.partitions.keys()].filter((partition) => partition % count === index));
    }
  }
}

/** A partition as one member reads it; another assignment makes another one. */
interface Reading {
  partition: number;
  /** Undefined until it is open, and again when it must be opened anew. */
  open: { reading: PartitionReading; next: bigint } | undefined;
  isBusy: boolean;
  /** Somebody looked while it was busy: there may be more by now. */
  isWanted: boolean;
}

/** {@link RecordSource} over a {@link MemoryTopic}: no time passes in it. */
export class MemoryRecordSource implements RecordSource {
  readonly broken = new Promise<Error>(() => undefined);
  readonly #topic: MemoryTopic;
  #reader: RecordReader | undefined;
  #readings: Reading[] = [];
  #isPaused = false;
  #keeping: Promise<void>[] = [];

  constructor(topic: MemoryTopic) {
    this.#topic = topic;
  }

  start(reader: RecordReader): void {
    this.#reader = reader;
    this.#topic.join(this);
  }

  async stop(): Promise<void> {
    this.#readings = [];
    await Promise.all(this.#keeping);
    this.#topic.leave(this);
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const reading of this.#readings) reading.open = undefined;
    this.look();
  }

  lags(): PartitionLag[] {
    return this.#readings.flatMap(({ partition, open }) => {
      if (open === undefined) return [];
      return [{ ...this.#place(partition), records: Number(this.#boundsOf(partition).high - open.next) }];
    });
  }

  findProblem(): undefined {
    return undefined;
  }

  assign(partitions: readonly number[]): void {
    this.#readings = partitions.map((partition) => ({ partition, open: undefined, isBusy: false, isWanted: false }));
    this.look();
  }

  /** Something may be there to be read. */
  look(): void {
    for (const reading of this.#readings) this.#go(reading);
  }

  #go(reading: Reading): void {
    reading.isWanted = true;
    if (reading.isBusy || this.#isPaused || !this.#isOurs(reading)) return;
    reading.isBusy = true;
    reading.isWanted = false;
    const step = this.#step(reading).then((isMore) => {
      reading.isBusy = false;
      this.#keeping = this.#keeping.filter((other) => other !== step);
      if (isMore || reading.isWanted) this.#go(reading);
    });
    this.#keeping.push(step);
  }

  /** Opens the partition, or hands over what there is. False: there is nothing more to do now. */
  async #step(reading: Reading): Promise<boolean> {
    const { partition, open } = reading;
    if (open === undefined) {
      const opened = await this.#reader
        ?.open(this.#place(partition), async () => this.#boundsOf(partition))
        .catch(() => undefined);
      if (opened !== undefined) reading.open = { reading: opened, next: opened.from };
      return true;
    }
    const records = this.#topic.partitions[partition]?.filter(({ offset }) => offset >= open.next) ?? [];
    const last = records.at(-1);
    if (last === undefined) return false;
    const outcome = await open.reading.keep(records).catch(() => 'reopen' as const);
    if (outcome === 'kept') open.next = last.offset + 1n;
    else reading.open = undefined;
    return true;
  }

  #isOurs(reading: Reading): boolean {
    return this.#readings.includes(reading);
  }

  #place(partition: number): Place {
    return { topic: this.#topic.name, partition };
  }

  #boundsOf(partition: number): Bounds {
    return { low: 0n, high: BigInt(this.#topic.partitions[partition]?.length ?? 0) };
  }
}
