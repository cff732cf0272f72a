import { isDataError, type LedgerDatabase, type Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import type { KeepOutcome } from '../intake-ledger.ts';
import type { ChunkKeeping, JudgedChunk, KeptPosition, RecordLedger } from '../record-ledger.ts';
import type { Place } from '../record-source.ts';
import { insertDeadLetters } from './dead-letter-rows.ts';
import type { PostgresIntakeLedger } from './postgres-intake-ledger.ts';

const FIND = 'select next_offset, record_hash from ledger.consumer_offset where topic = $1 and partition = $2';

const BEGIN = `
  insert into ledger.consumer_offset (topic, partition, next_offset, record_hash) values ($1, $2, $3, $4)
  on conflict do nothing returning topic`;

/** From now on its offsets are those of another log. */
const START_ANEW = `
  update ledger.consumer_offset set next_offset = $3, record_hash = null, begun_at = now()
  where topic = $1 and partition = $2 and next_offset = $4 returning topic`;

const MOVE = `
  update ledger.consumer_offset set next_offset = $3, record_hash = $4
  where topic = $1 and partition = $2 and next_offset = $5 returning topic`;

interface Settings {
  database: LedgerDatabase;
  /** Keeps the events themselves. */
  events: Pick<PostgresIntakeLedger, 'keepWithin'>;
  newId: () => string;
}

/** {@link RecordLedger} beside the events' own tables. The row of the next offset is locked first: owners queue up at it. */
export class PostgresRecordLedger implements RecordLedger {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async findPosition({ topic, partition }: Place): Promise<KeptPosition | undefined> {
    const sql = FIND;
    const [row] = await this.#settings.database.query<{ next_offset: string; record_hash: Buffer | null }>(sql, [
      topic,
      partition,
    ]);
    return row === undefined ? undefined : { nextOffset: BigInt(row.next_offset), recordHash: row.record_hash };
  }

  async startAnew({ topic, partition }: Place, expected: bigint, to: bigint): Promise<boolean> {
    const values = [topic, partition, String(to), String(expected)];
    return (await this.#settings.database.query(START_ANEW, values)).length === 1;
  }

  async keepChunk(chunk: JudgedChunk, owner: Owner | undefined): Promise<ChunkKeeping> {
    try {
      return await this.#keep(chunk, owner, 'together');
    } catch (error) {
      if (!isDataError(error)) throw error;
      // Something in it can never be stored: found by halves, it alone becomes a dead letter.
      return this.#keep(chunk, owner, 'by halves');
    }
  }

  async #keep(chunk: JudgedChunk, owner: Owner | undefined, how: 'together' | 'by halves'): Promise<ChunkKeeping> {
    const { database, events, newId } = this.#settings;
    const { place, expected, next, admissions } = chunk;
    let learned: () => void = () => undefined;
    const keeping = await database.transaction(async (query): Promise<ChunkKeeping> => {
      if (!(await move(query, place, expected, next))) return { kept: false, because: 'moved' };
      const keptEvents = await events.keepWithin(query, admissions, owner, how);
      learned = keptEvents.learned;
      const refused = indexesOf(keptEvents.outcomes, 'refused').map((index) => chunk.letterOf(index));
      await insertDeadLetters(query, [...chunk.deadLetters, ...refused], newId, how);
      return { kept: true, outcomes: keptEvents.outcomes };
    });
    learned();
    return keeping;
  }
}

async function move(query: Query, place: Place, expected: bigint | undefined, next: KeptPosition): Promise<boolean> {
  const { topic, partition } = place;
  const values = [topic, partition, String(next.nextOffset), next.recordHash];
  const moved =
    expected === undefined
      ? await query(BEGIN, values, 'begin-partition')
      : await query(MOVE, [...values, String(expected)], 'move-partition');
  return moved.length === 1;
}

function indexesOf(outcomes: readonly KeepOutcome[], wanted: KeepOutcome): number[] {
  return outcomes.flatMap((outcome, index) => (outcome === wanted ? [index] : []));
}
