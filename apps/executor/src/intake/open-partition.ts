import { hashOfRecord } from './dead-letter.ts';
import type { ChunkOutcome, PartitionReading, Place, SourceRecord } from './record-source.ts';

/** Where the reading of a partition begins. */
export interface PartitionStart {
  from: bigint;
  /** The next offset that the ledger holds; undefined: none yet. */
  expected: bigint | undefined;
  /** The record at `from` was kept already: its hash, and where the topic begins should it be another one by now. */
  before?: { hash: Buffer; low: bigint };
}

interface Keeper {
  admit(place: Place, expected: bigint | undefined, records: readonly SourceRecord[]): Promise<boolean>;
  startAnew(place: Place, expected: bigint, to: bigint): Promise<void>;
}

/** One partition while this process reads it: knows which offset comes next, and compares before it goes on. */
export class OpenPartition implements PartitionReading {
  readonly from: bigint;
  readonly #keeper: Keeper;
  readonly #place: Place;
  #before: PartitionStart['before'];
  #expected: bigint | undefined;
  #next: bigint;

  constructor(keeper: Keeper, place: Place, { from, expected, before }: PartitionStart) {
    this.#keeper = keeper;
    this.#place = place;
    this.from = from;
    this.#next = from;
    this.#expected = expected;
    this.#before = before;
  }

  async keep(records: readonly SourceRecord[]): Promise<ChunkOutcome> {
    const [first] = records;
    if (first === undefined) return 'kept';
    // Offsets only grow in one and the same log.
    if (first.offset < this.#next) return 'reopen';
    const fresh = await this.#compared(records, first);
    if (fresh === undefined) return 'reopen';
    const last = fresh.at(-1);
    if (last === undefined) return 'kept';
    if (!(await this.#keeper.admit(this.#place, this.#expected, fresh))) return 'reopen';
    this.#expected = last.offset + 1n;
    this.#next = last.offset + 1n;
    return 'kept';
  }

  /**
   * Without the record that was kept before, when it is the same. One that is no longer there was removed by retention or by
   * compaction, which is no difference.
   */
  async #compared(records: readonly SourceRecord[], first: SourceRecord): Promise<readonly SourceRecord[] | undefined> {
    const before = this.#before;
    if (before === undefined || first.offset !== this.from) {
      this.#before = undefined;
      return records;
    }
    if (!hashOfRecord(first).equals(before.hash)) {
      await this.#keeper.startAnew(this.#place, first.offset + 1n, before.low);
      return undefined;
    }
    this.#before = undefined;
    this.#next = first.offset + 1n;
    return records.slice(1);
  }
}
