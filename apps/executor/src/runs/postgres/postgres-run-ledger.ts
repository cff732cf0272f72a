import type { Json } from '@aftercall/flow-model';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { JournalEntry } from '../journal-entry.ts';
import type { Claim, OwnedRun, Owner, Parking, RunEnd, RunId, RunLedger, WriteOutcome } from '../run-ledger.ts';
import { ownAndRead, type ClaimedKey } from './claim-runs.ts';
import { ClosingWriter } from './closing-writer.ts';
import { JournalWriter, waitingEntry } from './journal-writer.ts';
import { dayOf, entryRow, jsonOfPayload, type PayloadRow } from './run-rows.ts';

/** A run of ours that we do not hold may be on its way into memory; after this long its claim's answer was lost. */
const ON_ITS_WAY_MS = 10_000;

/**
 * Runs that nobody drives. Only open runs with an owner are looked at, which are never more than what executors hold in
 * memory together, and the few that were released.
 */
const PICK_UNDRIVEN = `
  with me as (select from ledger.worker where worker_id = $1 and epoch = $2 and expires_at > now()),
  orphaned as (
    select day, run_id, worker_id from ledger.run r
    where worker_id is not null and ended_at is null and exists (select from me)
      and case when worker_id = $1 and epoch = $2
        then owned_since < now() - $5 * interval '1 millisecond' and run_id <> all ($4::uuid[])
        else not exists (
          select from ledger.worker w where w.worker_id = r.worker_id and w.epoch = r.epoch and w.expires_at > now())
        end
    order by run_id limit $3 for update skip locked
  ),
  released as (
    select day, run_id, worker_id from ledger.run
    where worker_id is null and status = 'RUNNING' and exists (select from me)
    order by run_id limit $3 for update skip locked
  )
  select day::text, run_id, worker_id from (select * from orphaned union all select * from released) as undriven
  limit $3`;

/** Lanes by a loose index scan: one probe each, however many rows wait in a lane that is full. */
const LANES = `
  with recursive lanes as (
    (select lane from ledger.due order by lane limit 1)
    union all
    select (select due.lane from ledger.due where due.lane > lanes.lane order by due.lane limit 1)
    from lanes where lanes.lane is not null
  )`;

/**
 * More candidates are looked at than are taken, because others take some of them at the same moment. They are taken in turns:
 * of five places four go to runs that wait for their start, while retries wait too; among these one lane after the other, and
 * among those one workspace after the other. So neither a target that is back nor a busy workspace keeps the rest waiting.
 */
const PICK_DUE = `${LANES},
  candidates as (
    select first.run_id, first.due_at, lanes.lane = 'start' as is_start,
      row_number() over (partition by lanes.lane, first.workspace order by first.due_at) as turn
    from lanes
    cross join lateral (
      select due.run_id, due.workspace, due.due_at from ledger.due
      where due.lane = lanes.lane and due.due_at <= now() order by due.due_at limit $3 * 4
    ) as first
    where lanes.lane <> all ($4::text[])
  ),
  placed as (
    select run_id, due_at,
      row_number() over (partition by is_start order by turn, due_at)::double precision / case when is_start then 4 else 1 end as place
    from candidates order by place, due_at limit $3 * 4
  ),
  taken as (
    select due.run_id, placed.place from ledger.due join placed using (run_id)
    where due.due_at <= now()
      and exists (select from ledger.worker where worker_id = $1 and epoch = $2 and expires_at > now())
    order by placed.place, placed.due_at limit $3 for update of due skip locked
  ),
  gone as (
    delete from ledger.due using taken
    where due.run_id = taken.run_id returning due.day, due.run_id, due.due_at, taken.place
  )
  select day::text, run_id, null as worker_id from gone order by place, due_at`;

const NEXT_DUE = `${LANES}
  select extract(epoch from min(first.due_at) - now()) * 1000 as in_ms from lanes
  cross join lateral (select due_at from ledger.due where due.lane = lanes.lane order by due_at limit 1) as first
  where lanes.lane <> all ($1::text[])`;

const FIND_BODY = 'select encoding, body from ledger.payload where day = $1 and payload_id = $2';

/** {@link RunLedger} in PostgreSQL: writes are committed in groups, claims skip what others hold. */
export class PostgresRunLedger implements RunLedger {
  readonly #database: LedgerDatabase;
  readonly #journal: JournalWriter;
  readonly #closings: ClosingWriter;

  constructor(database: LedgerDatabase) {
    this.#database = database;
    this.#journal = new JournalWriter(database);
    this.#closings = new ClosingWriter(database, this.#journal);
  }

  async append(run: OwnedRun, entry: JournalEntry): Promise<WriteOutcome> {
    return this.#journal.append(waitingEntry(entryRow(run, entry)));
  }

  async end(run: OwnedRun, entry: JournalEntry, end: RunEnd): Promise<WriteOutcome> {
    return this.#closings.close(run, waitingEntry(entryRow(run, entry)), end);
  }

  async park(run: OwnedRun, entry: JournalEntry | undefined, parking: Parking): Promise<WriteOutcome> {
    return this.#closings.close(run, entry && waitingEntry(entryRow(run, entry)), parking);
  }

  /** How long the write that has waited longest has been waiting for its commit: whether PostgreSQL keeps up. */
  oldestWriteMs(): number {
    return Math.max(this.#journal.oldestMs(), this.#closings.oldestMs());
  }

  takeOver(owner: Owner, limit: number, holds: readonly RunId[]): Promise<Claim[]> {
    return this.#database.transaction(async (query) => {
      const { workerId, epoch } = owner;
      const keys = await query<ClaimedKey>(PICK_UNDRIVEN, [workerId, epoch, limit, holds, ON_ITS_WAY_MS]);
      return ownAndRead(query, owner, keys);
    });
  }

  claimDue(owner: Owner, limit: number, fullLanes: readonly string[]): Promise<Claim[]> {
    return this.#database.transaction(async (query) => {
      const keys = await query<ClaimedKey>(PICK_DUE, [owner.workerId, owner.epoch, limit, fullLanes], 'pick-due');
      return ownAndRead(query, owner, keys);
    });
  }

  async findNextDueInMs(fullLanes: readonly string[]): Promise<number | undefined> {
    const [row] = await this.#database.query<{ in_ms: string | null }>(NEXT_DUE, [fullLanes], 'next-due');
    return row === undefined || row.in_ms === null ? undefined : Math.max(0, Math.ceil(Number(row.in_ms)));
  }

  async findBody(runId: RunId, bodyId: string): Promise<Json | undefined> {
    const [row] = await this.#database.query<PayloadRow>(FIND_BODY, [dayOf(runId), bodyId]);
    return row && jsonOfPayload(row);
  }
}
