import type { Owner } from '../../runs/run-ledger.ts';
import type { DeadLetter } from '../dead-letter.ts';
import { hashOfRecord } from '../dead-letter.ts';
import type { ChunkKeeping, JudgedChunk, KeptPosition, RecordLedger } from '../record-ledger.ts';
import type { Place } from '../record-source.ts';
import { MemoryIntakeLedger } from './memory-intake-ledger.ts';

const keyOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;

/** {@link RecordLedger} in maps, beside a {@link MemoryIntakeLedger}. `failNext` makes the next chunk throw, `forget` a restored backup. */
export class MemoryRecordLedger implements RecordLedger {
  readonly events: MemoryIntakeLedger;
  readonly letters = new Map<string, DeadLetter>();
  /** Call ids that are refused as PostgreSQL would refuse their rows. */
  readonly refused = new Set<string>();
  readonly #positions = new Map<string, KeptPosition>();
  #failure: { error: Error; isKept: boolean } | undefined;

  constructor(events = new MemoryIntakeLedger()) {
    this.events = events;
  }

  /** `isKept`: the answer to the COMMIT is lost. */
  failNext(error: Error, { isKept = false }: { isKept?: boolean } = {}): void {
    this.#failure = { error, isKept };
  }

  /** Moves a partition's position, as a restored backup does. */
  restore(place: Place, position: KeptPosition | undefined): void {
    if (position === undefined) this.#positions.delete(keyOf(place));
    else this.#positions.set(keyOf(place), position);
  }

  /** Where the reading of a partition stands. */
  nextOffset(place: Place): bigint | undefined {
    return this.#positions.get(keyOf(place))?.nextOffset;
  }

  hasLetter(place: Place, offset: bigint): boolean {
    return [...this.letters.keys()].some((key) => key.startsWith(`${keyOf(place)}/${offset}/`));
  }

  findPosition(place: Place): Promise<KeptPosition | undefined> {
    return Promise.resolve(this.#positions.get(keyOf(place)));
  }

  startAnew(place: Place, expected: bigint, to: bigint): Promise<boolean> {
    const isOurs = this.#positions.get(keyOf(place))?.nextOffset === expected;
    if (isOurs) this.#positions.set(keyOf(place), { nextOffset: to, recordHash: null });
    return Promise.resolve(isOurs);
  }

  async keepChunk(chunk: JudgedChunk, owner: Owner | undefined): Promise<ChunkKeeping> {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure?.isKept === false) throw failure.error;
    const keeping = await this.#keep(chunk, owner);
    if (failure !== undefined) throw failure.error;
    return keeping;
  }

  async #keep(chunk: JudgedChunk, owner: Owner | undefined): Promise<ChunkKeeping> {
    const { place, expected, next, admissions, deadLetters, letterOf } = chunk;
    if (this.#positions.get(keyOf(place))?.nextOffset !== expected) return { kept: false, because: 'moved' };
    this.#positions.set(keyOf(place), next);
    const isRefused = (index: number): boolean => this.refused.has(admissions[index]?.event.data.callId ?? '');
    const good = admissions.filter((_admission, index) => !isRefused(index));
    const kept = await this.events.keep(good, owner);
    const outcomes = admissions.map((_admission, index) =>
      isRefused(index) ? 'refused' : (kept.shift() ?? 'refused'),
    );
    const refused = admissions.flatMap((_admission, index) => (isRefused(index) ? [letterOf(index)] : []));
    for (const letter of [...deadLetters, ...refused]) {
      const { place: at, record } = letter;
      this.letters.set(`${keyOf(at)}/${record.offset}/${hashOfRecord(record).toString('hex')}`, letter);
    }
    return { kept: true, outcomes };
  }
}
