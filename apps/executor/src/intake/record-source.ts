/** One partition of one topic. */
export interface Place {
  topic: string;
  partition: number;
}

/** What a partition holds now: records from `low` on, and `high` is the offset that the next one will get. */
export interface Bounds {
  low: bigint;
  high: bigint;
}

/** A record as its producer wrote it. */
export interface SourceRecord {
  offset: bigint;
  /** Milliseconds since 1970, by the producer's clock or the broker's. */
  timestampMs: number;
  key: Buffer | null;
  /** Null: a tombstone. */
  value: Buffer | null;
  /** In order; a name may come more than once. */
  headers: readonly RecordHeader[];
}

export interface RecordHeader {
  name: string;
  value: Buffer | null;
}

/**
 * `kept`: the records are durable, go on behind them. `reopen`: where to go on must be asked anew, because somebody else moved
 * on, the topic was made anew, or the ledger does not answer.
 */
export type ChunkOutcome = 'kept' | 'reopen';

/** The reading of one partition, from when it was opened to when it is opened again or goes to another process. */
export interface PartitionReading {
  /** The first offset to hand over. */
  readonly from: bigint;
  /**
   * Makes records durable, in the order of their offsets, which may have gaps. Called again only after it resolved.
   * What it throws counts as `reopen`.
   */
  keep(records: readonly SourceRecord[]): Promise<ChunkOutcome>;
}

/** Who the records are for. */
export interface RecordReader {
  /**
   * Says where to go on in a partition that was just assigned, or in whose position nobody can be sure any more.
   * What it throws means "not now": it is asked again.
   *
   * @param askBounds - asks what the partition holds at that moment. To be asked after what it is compared with: an end that
   * was asked for before others moved on looks like that of a topic that was made anew.
   */
  open(place: Place, askBounds: () => Promise<Bounds>): Promise<PartitionReading>;
}

/** How far the reading of a partition is behind what was published. */
export interface PartitionLag extends Place {
  records: number;
}

/**
 * Where call events come from, partition by partition. Each partition belongs to one process of the group at a time, and
 * processes come and go; a partition is handed over in order, starting where the reader says, and no record is passed over:
 * what was not kept is handed over again after the partition was opened again.
 */
export interface RecordSource {
  /** Begins; resolves at once. A source that does not answer is asked again until it does. */
  start(reader: RecordReader): void;
  /** Hands out nothing more, waits for the chunk that is being kept, and gives the partitions back. */
  stop(): Promise<void>;
  /** Hands out nothing until `resume`, and stays in the group. Both may be called again. */
  pause(): void;
  resume(): void;
  /** Of the partitions that this process reads now. */
  lags(): PartitionLag[];
  /** What an operator has to mend before records can be read, or undefined. */
  findProblem(): string | undefined;
  /** Resolves when the source can never go on in this process; pending as long as it can. */
  readonly broken: Promise<Error>;
}
