import { fault } from '../../faults.ts';
import { jsonbArray } from '../../plumbing/postgres/binary-arrays.ts';
import { isDataError, type LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { OwnedRun, Parking, RunEnd, WriteOutcome } from '../run-ledger.ts';
import { BatchWriter } from './batch-writer.ts';
import { bodyBytesOf, type JournalWriter, type WaitingEntry } from './journal-writer.ts';
import { dayOf } from './run-rows.ts';

/** A longer id is shown with its run but cannot be looked for: an index has no room for it. */
const MAX_EXTERNAL_ID = 500;

/**
 * Only the owner's own row is closed, and the last entry and the due row go with it, in one statement. The entry is inserted
 * without `on conflict`: should another owner have written its seq, nothing at all is closed. Days and ids are named apart, so
 * that the planner, which cannot look into the JSON, goes by the key and not through a whole day.
 */
const CLOSE = `
  with given as materialized (
    select *, ($4::jsonb[])[place] as facts
    from jsonb_to_recordset($1::jsonb) as closing (place integer, day date, run_id uuid, workspace text, worker_id uuid,
      epoch bigint, seq integer, status text, is_over boolean, error_code text, error_message text, variables jsonb,
      external_ids text[], lane text, due_in_ms double precision)
  ),
  closed as (
    update ledger.run r
    set status = given.status, worker_id = null, epoch = null,
      ended_at = case when given.is_over then clock_timestamp() end,
      error_code = given.error_code, error_message = given.error_message, variables = given.variables,
      external_ids = coalesce(given.external_ids, r.external_ids)
    from given
    where r.day = any ($2::date[]) and r.run_id = any ($3::uuid[]) and r.day = given.day and r.run_id = given.run_id
      and r.worker_id = given.worker_id and r.epoch = given.epoch
    returning r.run_id
  ),
  entered as (
    insert into ledger.journal (day, run_id, seq, workspace, worker_id, epoch, facts)
    select day, run_id, seq, workspace, worker_id, epoch, facts from given join closed using (run_id) where seq is not null
  ),
  queued as (
    insert into ledger.due (day, run_id, workspace, lane, due_at, kind)
    select day, run_id, workspace, lane, now() + due_in_ms * interval '1 millisecond', 'retry'
    from given join closed using (run_id) where lane is not null
    on conflict (run_id) do update set lane = excluded.lane, due_at = excluded.due_at
  ),
  named as (
    insert into ledger.run_external_id (day, run_id, workspace, external_id)
    select distinct day, run_id, workspace, id from given join closed using (run_id) cross join lateral unnest(external_ids) as id
    where length(id) <= ${MAX_EXTERNAL_ID}
    on conflict do nothing
  )
  select run_id from closed`;

const UNIQUE_VIOLATION = '23505';

interface Closing {
  run: OwnedRun;
  entry: WaitingEntry | undefined;
  json: string;
}

/** Ends and parks runs, many in one statement. */
export class ClosingWriter {
  readonly #database: LedgerDatabase;
  readonly #journal: JournalWriter;
  readonly #batches: BatchWriter<Closing, WriteOutcome>;

  constructor(database: LedgerDatabase, journal: JournalWriter) {
    this.#database = database;
    this.#journal = journal;
    this.#batches = new BatchWriter<Closing, WriteOutcome>({
      write: (closings) => this.#write(closings),
      bytesOf: ({ entry, json }) => json.length + (entry?.factsJson.length ?? 0) + bodyBytesOf(entry),
      isRefusal: isDataError,
      afterRefusal: (closing, error) => this.#afterRefusal(closing, error),
    });
  }

  /** @throws Fault POSTGRES_UNAVAILABLE, ENTRY_REFUSED */
  close(run: OwnedRun, entry: WaitingEntry | undefined, how: RunEnd | Parking): Promise<WriteOutcome> {
    const columns = { ...ownerColumns(run), ...('why' in how ? parkedColumns(how) : endedColumns(how)) };
    return this.#batches.write({ run, entry, json: JSON.stringify({ ...columns, seq: entry?.row.columns.seq }) });
  }

  oldestMs(): number {
    return this.#batches.oldestMs();
  }

  async #write(closings: readonly Closing[]): Promise<WriteOutcome[]> {
    await this.#journal.keepBodies(closings.flatMap(({ entry }) => entry?.row.bodies ?? []));
    const days = [...new Set(closings.map(({ run }) => dayOf(run.runId)))];
    const given = `[${closings.map(({ json }, index) => `{"place":${index + 1},${json.slice(1)}`).join(',')}]`;
    const facts = jsonbArray(closings.map(({ entry }) => entry?.factsJson ?? null));
    const ids = closings.map(({ run }) => run.runId);
    const rows = await this.#database.query<{ run_id: string }>(CLOSE, [given, days, ids, facts], 'close-runs');
    const closed = new Set(rows.map(({ run_id }) => run_id));
    const outcomes = closings.map(async (closing) =>
      closed.has(closing.run.runId) ? 'kept' : this.#outcomeOf(closing),
    );
    return Promise.all(outcomes);
  }

  /** Not ours any more; unless the very same closing was kept before, and only its answer was lost. */
  async #outcomeOf({ entry }: Closing): Promise<WriteOutcome> {
    if (entry === undefined) return 'lost';
    const own = await this.#journal.findOwn([entry]);
    return own.size > 0 ? 'kept' : 'lost';
  }

  #afterRefusal(closing: Closing, error: unknown): Promise<WriteOutcome> {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return Promise.resolve('lost');
    return Promise.reject(fault('ENTRY_REFUSED', { runId: closing.run.runId }, error));
  }
}

function ownerColumns({ runId, workspace, owner }: OwnedRun) {
  return { day: dayOf(runId), run_id: runId, workspace, worker_id: owner.workerId, epoch: owner.epoch };
}

function endedColumns({ status, error, variables, externalIds }: RunEnd) {
  return {
    status,
    is_over: true,
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
    variables,
    external_ids: externalIds,
  };
}

function parkedColumns(parking: Parking) {
  const open = { is_over: false, external_ids: parking.externalIds };
  switch (parking.why) {
    case 'due':
      return {
        ...open,
        status: 'WAITING',
        lane: parking.lane,
        due_in_ms: Math.max(0, parking.inMs),
      };
    case 'review':
      return { ...open, status: 'IN_REVIEW' };
    case 'released':
      return { ...open, status: 'RUNNING' };
    default:
      return parking satisfies never;
  }
}
