import type { Owner } from '../runs/run-ledger.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Admission, KeepOutcome } from './intake-ledger.ts';
import type { Place } from './record-source.ts';

/** Where the reading of a partition goes on. */
export interface KeptPosition {
  nextOffset: bigint;
  /** Of the record before it, when that one was kept from this log. */
  recordHash: Buffer | null;
}

/** Records of one partition, judged, in the order of their offsets. */
export interface JudgedChunk {
  place: Place;
  /** What the ledger must hold as the next offset now; undefined: nothing yet. */
  expected: bigint | undefined;
  next: KeptPosition;
  admissions: readonly Admission[];
  deadLetters: readonly DeadLetter[];
  /** The dead letter of an admission that PostgreSQL refuses, by its index. */
  letterOf: (index: number) => DeadLetter;
}

/** `moved`: the ledger holds another next offset than was expected, and nothing was written. */
export type ChunkKeeping = { kept: true; outcomes: KeepOutcome[] } | { kept: false; because: 'moved' };

/**
 * The durable end of the reading. The next offset of a partition is written in the transaction of its events, and only when
 * it stands where the reader thought: so a process that lost the partition, a COMMIT whose answer was lost, and a database
 * that was restored all end in `moved`, and nothing is counted twice.
 */
export interface RecordLedger {
  /** @throws Fault POSTGRES_UNAVAILABLE, as all of these */
  findPosition(place: Place): Promise<KeptPosition | undefined>;
  /** Events, their runs, dead letters and the next offset, in one transaction; a refused event becomes a dead letter. */
  keepChunk(chunk: JudgedChunk, owner: Owner | undefined): Promise<ChunkKeeping>;
  /** The topic was made anew: reading goes on at `to`. False: the ledger no longer holds `expected`. */
  startAnew(place: Place, expected: bigint, to: bigint): Promise<boolean>;
}
