import { fault } from '../../faults.ts';
import { byteaArray, jsonbArray } from '../../plumbing/postgres/binary-arrays.ts';
import { isDataError, type LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { WriteOutcome } from '../run-ledger.ts';
import { BatchWriter } from './batch-writer.ts';
import type { BodyRow, EntryRow } from './run-rows.ts';

/** Facts are most of an entry: they come apart, so that they are parsed once. */
const GIVEN = `
  (select place, day, run_id, seq, workspace, worker_id, epoch, ($2::jsonb[])[place] as facts
   from jsonb_to_recordset($1::jsonb) as entry (place integer, day date, run_id uuid, seq integer, workspace text,
     worker_id uuid, epoch bigint)) as given`;

const INSERT = `
  insert into ledger.journal (day, run_id, seq, workspace, worker_id, epoch, facts)
  select day, run_id, seq, workspace, worker_id, epoch, facts from ${GIVEN}
  on conflict do nothing
  returning run_id, seq`;

/** Days and ids are named apart, so that the planner, which cannot look into the JSON, goes by the key. */
const FIND_OWN = `
  select given.run_id, given.seq
  from ${GIVEN}
  join ledger.journal kept using (day, run_id, seq)
  where kept.day = any ($3::date[]) and kept.run_id = any ($4::uuid[])
    and kept.worker_id = given.worker_id and kept.epoch = given.epoch and kept.facts = given.facts`;

const INSERT_BODIES = `
  insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
  select day, payload_id, workspace, 'gzip', body, body_bytes
  from unnest($1::date[], $2::uuid[], $3::text[], $4::bytea[], $5::integer[]) as kept (day, payload_id, workspace, body, body_bytes)
  on conflict do nothing`;

/** An entry ready to be sent: its JSON is made once, when it is known to which run a mistake in it would belong. */
export interface WaitingEntry {
  row: EntryRow;
  factsJson: string;
}

/** @throws Fault ENTRY_REFUSED when the facts are nothing that JSON can say (nested past the stack's end) */
export function waitingEntry(row: EntryRow): WaitingEntry {
  try {
    return { row, factsJson: JSON.stringify(row.facts) };
  } catch (error) {
    throw fault('ENTRY_REFUSED', { runId: row.columns.run_id, seq: row.columns.seq }, error);
  }
}

/** Bodies are written with the batch of their entry, so they count towards its size. */
export function bodyBytesOf(entry: WaitingEntry | undefined): number {
  return (entry?.row.bodies ?? []).reduce((bytes, { gzipped }) => bytes + gzipped.length, 0);
}

/** Appends entries of many runs together, one statement and one commit per batch; the journal's key decides each alone. */
export class JournalWriter {
  readonly #database: LedgerDatabase;
  readonly #batches: BatchWriter<WaitingEntry, WriteOutcome>;

  constructor(database: LedgerDatabase) {
    this.#database = database;
    this.#batches = new BatchWriter<WaitingEntry, WriteOutcome>({
      write: (entries) => this.#write(entries),
      bytesOf: (entry) => entry.factsJson.length + bodyBytesOf(entry),
      isRefusal: isDataError,
      afterRefusal: ({ row: { columns } }, error) =>
        Promise.reject(fault('ENTRY_REFUSED', { runId: columns.run_id, seq: columns.seq }, error)),
    });
  }

  /** @throws Fault POSTGRES_UNAVAILABLE, ENTRY_REFUSED */
  append(entry: WaitingEntry): Promise<WriteOutcome> {
    return this.#batches.write(entry);
  }

  oldestMs(): number {
    return this.#batches.oldestMs();
  }

  /** Bodies go before the entry that names them; one without an entry harms nothing and leaves with its day. */
  async keepBodies(bodies: readonly BodyRow[]): Promise<void> {
    if (bodies.length === 0) return;
    await this.#database.query(INSERT_BODIES, [
      bodies.map(({ day }) => day),
      bodies.map(({ bodyId }) => bodyId),
      bodies.map(({ workspace }) => workspace),
      byteaArray(bodies.map(({ gzipped }) => gzipped)),
      bodies.map(({ bodyBytes }) => bodyBytes),
    ]);
  }

  /** Which of these entries stand in the journal exactly so, written by the same owner: their COMMIT's answer was lost. */
  async findOwn(entries: readonly WaitingEntry[]): Promise<Set<string>> {
    const days = [...new Set(entries.map(({ row }) => row.columns.day))];
    const ids = entries.map(({ row }) => row.columns.run_id);
    const own = await this.#database.query<Key>(FIND_OWN, [...given(entries), days, ids]);
    return new Set(own.map(keyOf));
  }

  async #write(entries: readonly WaitingEntry[]): Promise<WriteOutcome[]> {
    await this.keepBodies(entries.flatMap(({ row }) => row.bodies));
    const inserted = await this.#database.query<Key>(INSERT, given(entries), 'append-journal');
    const kept = new Set(inserted.map(keyOf));
    const others = entries.filter((entry) => !kept.has(keyOf(entry.row.columns)));
    const own = others.length === 0 ? new Set<string>() : await this.findOwn(others);
    return entries.map(({ row }) => (kept.has(keyOf(row.columns)) || own.has(keyOf(row.columns)) ? 'kept' : 'lost'));
  }
}

interface Key {
  run_id: string;
  seq: number;
}

function keyOf({ run_id, seq }: Key): string {
  return `${run_id}/${String(seq)}`;
}

function given(entries: readonly WaitingEntry[]): [columns: string, facts: Buffer] {
  const columns = entries.map(({ row }, index) => ({ place: index + 1, ...row.columns }));
  return [JSON.stringify(columns), jsonbArray(entries.map(({ factsJson }) => factsJson))];
}
