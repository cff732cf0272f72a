import type { Bounds, ChunkOutcome, PartitionReading, Place, RecordReader, SourceRecord } from '../record-source.ts';

const keyOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;

/** {@link RecordReader} that keeps records in arrays, and does at the next chunks what a test tells it to. */
export class RecordingReader implements RecordReader {
  /** Every record that was kept, in order, by partition. */
  readonly kept = new Map<number, SourceRecord[]>();
  readonly opened: { place: Place; bounds: Bounds }[] = [];
  /** What the next calls of `keep` do instead of keeping, in order. */
  readonly instead: (() => ChunkOutcome | Promise<ChunkOutcome>)[] = [];
  /** What the next calls of `open` throw, in order. */
  readonly refusals: Error[] = [];
  /** Awaited before a chunk is kept. */
  beforeKeeping: () => Promise<unknown> = () => Promise.resolve();
  readonly #next = new Map<string, bigint>();

  /** Where the next opening of a partition goes on. */
  place(place: Place, offset: bigint): void {
    this.#next.set(keyOf(place), offset);
  }

  async open(place: Place, askBounds: () => Promise<Bounds>): Promise<PartitionReading> {
    const bounds = await askBounds();
    this.opened.push({ place, bounds });
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw refusal;
    const next = this.#next.get(keyOf(place)) ?? bounds.low;
    const from = next > bounds.high ? bounds.low : next;
    return { from, keep: (records) => this.#keep(place, records) };
  }

  /** Values of what was kept of a partition, as text. */
  values(partition = 0): string[] {
    return (this.kept.get(partition) ?? []).map(({ value }) => value?.toString() ?? '(null)');
  }

  allValues(): string[] {
    return [...this.kept.keys()].flatMap((partition) => this.values(partition));
  }

  async #keep(place: Place, records: readonly SourceRecord[]): Promise<ChunkOutcome> {
    const instead = this.instead.shift();
    if (instead !== undefined) return instead();
    await this.beforeKeeping();
    const held = this.kept.get(place.partition) ?? [];
    this.kept.set(place.partition, [...held, ...records]);
    const last = records.at(-1);
    if (last !== undefined) this.#next.set(keyOf(place), last.offset + 1n);
    return 'kept';
  }
}
