import { isDataError, type LedgerDatabase, type Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import { eventKey, keyOfAdmission } from '../event-key.ts';
import type { Admission, IntakeLedger, KeepOutcome } from '../intake-ledger.ts';
import { callEventColumns, dayOf, payloadColumns, runColumns, type EventRow } from './intake-rows.ts';

/**
 * A repetition adds 1 and the repetitions of its own batch to what stands there, so it never comes back with exactly the
 * number that was inserted: that is how a new row is told from an old one (`xmax` cannot be read from a partitioned table).
 */
const INSERT_EVENTS = `
  insert into ledger.call_event (workspace, call_id, event_type, event_id, source, agent_id, outcome, door, occurred_at,
    disposition, reason_code, reason_message, actions, note, duplicates, topic, partition, "offset", payload_day, payload_id)
  select workspace, call_id, event_type, event_id, source, agent_id, outcome, door, occurred_at,
    disposition, reason_code, reason_message, actions, note, duplicates, topic, partition, "offset", payload_day, payload_id
  from jsonb_to_recordset($1::jsonb) as e (workspace text, call_id text, event_type text, event_id text, source text,
    agent_id text, outcome text, door text, occurred_at timestamptz, disposition text, reason_code text, reason_message text,
    actions jsonb, note text, duplicates integer, topic text, partition integer, "offset" bigint, payload_day date, payload_id uuid)
  on conflict (workspace, call_id, event_type) do update set duplicates = call_event.duplicates + excluded.duplicates + 1
  returning workspace, call_id, event_type, duplicates`;

const INSERT_PAYLOADS = `
  insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
  select * from unnest($1::date[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::integer[])`;

const INSERT_VERSIONS = `
  insert into ledger.flow_version (workspace, action_id, number, document)
  select workspace, action_id, number, document
  from jsonb_to_recordset($1::jsonb) as v (workspace text, action_id uuid, number integer, document jsonb)
  on conflict do nothing`;

const INSERT_RUNS = `
  insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    replay_generation, constants, status, worker_id, epoch, opened_at, started_at, payload_day, payload_id)
  select day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    replay_generation, constants, status, worker_id, epoch, opened_at, case when status = 'RUNNING' then now() end, payload_day, payload_id
  from jsonb_to_recordset($1::jsonb) as r (day date, run_id uuid, workspace text, action_id uuid, action_name text,
    version integer, agent_id text, call_id text, event_type text, call_outcome text, replay_generation integer,
    constants jsonb, status text, worker_id uuid, epoch bigint, opened_at timestamptz, payload_day date, payload_id uuid)`;

const INSERT_DUE = `
  insert into ledger.due (day, run_id, workspace, lane, due_at, kind)
  select day, run_id, workspace, 'start', now(), 'start'
  from jsonb_to_recordset($1::jsonb) as d (day date, run_id uuid, workspace text)`;

interface Settings {
  database: LedgerDatabase;
  newId: () => string;
}

/** {@link IntakeLedger} in one transaction of at most five statements, however large the batch. */
export class PostgresIntakeLedger implements IntakeLedger {
  private readonly settings: Settings;
  /** Versions known to stand in `flow_version`: they never change, so they are sent once. */
  private readonly keptVersions = new Set<string>();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  async keep(admissions: readonly Admission[], owner: Owner | undefined): Promise<KeepOutcome[]> {
    if (admissions.length === 0) return [];
    try {
      return await this.keepAll(admissions, owner, 'together');
    } catch (error) {
      if (!isDataError(error)) throw error;
      // One row that PostgreSQL refuses must not take the others with it: halve until it stands alone.
      return this.keepAll(admissions, owner, 'by halves');
    }
  }

  /**
   * The same inside a transaction of the caller's. `by halves`: what PostgreSQL refuses is found and left out, else it is
   * thrown. `learned` is to be called after the commit.
   */
  async keepWithin(
    query: Query,
    admissions: readonly Admission[],
    owner: Owner | undefined,
    how: 'together' | 'by halves',
  ): Promise<{ outcomes: KeepOutcome[]; learned: () => void }> {
    if (admissions.length === 0) return { outcomes: [], learned: () => undefined };
    if (how === 'together') return this.insertAll(query, admissions, owner);
    await query('savepoint events', []);
    try {
      const all = await this.insertAll(query, admissions, owner);
      await query('release savepoint events', []);
      return all;
    } catch (error) {
      if (!isDataError(error)) throw error;
      await query('rollback to savepoint events', []);
      if (admissions.length === 1) return { outcomes: ['refused'], learned: () => undefined };
      const middle = admissions.length >> 1;
      const first = await this.keepWithin(query, admissions.slice(0, middle), owner, how);
      const second = await this.keepWithin(query, admissions.slice(middle), owner, how);
      const learned = (): void => {
        first.learned();
        second.learned();
      };
      return { outcomes: [...first.outcomes, ...second.outcomes], learned };
    }
  }

  private async keepAll(
    admissions: readonly Admission[],
    owner: Owner | undefined,
    how: 'together' | 'by halves',
  ): Promise<KeepOutcome[]> {
    const { outcomes, learned } = await this.settings.database.transaction((query) =>
      this.keepWithin(query, admissions, owner, how),
    );
    learned();
    return outcomes;
  }

  private async insertAll(query: Query, admissions: readonly Admission[], owner: Owner | undefined) {
    const rows = this.eventRows(admissions);
    const versions = this.unkeptVersions(rows);
    const isNew = await insertEvents(query, rows);
    const kept = rows.filter(({ admission }) => isNew.has(keyOfAdmission(admission)));
    await insertPayloads(query, kept);
    if (versions.length > 0) await query(INSERT_VERSIONS, [JSON.stringify(versions)], 'keep-versions');
    await insertRuns(query, kept, owner);
    const learned = (): void => {
      for (const version of versions) this.keptVersions.add(version.key);
    };
    return { outcomes: outcomesOf(admissions, isNew), learned };
  }

  /** In the order of their keys, so that two batches with the same calls cannot wait for each other. */
  private eventRows(admissions: readonly Admission[]): EventRow[] {
    const rows = new Map<string, EventRow>();
    for (const admission of admissions) {
      const key = keyOfAdmission(admission);
      const row = rows.get(key);
      if (row !== undefined) {
        row.repeats += 1;
        continue;
      }
      const payloadId = this.settings.newId();
      rows.set(key, { admission, repeats: 0, payloadId, payloadDay: dayOf(payloadId) });
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  private unkeptVersions(rows: readonly EventRow[]) {
    const versions = new Map<
      string,
      { key: string; workspace: string; action_id: string; number: number; document: unknown }
    >();
    for (const { identity, document } of rows.flatMap(({ admission }) => admission.openings)) {
      const key = `${identity.workspace}/${identity.actionId}/${identity.version}`;
      if (this.keptVersions.has(key)) continue;
      versions.set(key, {
        key,
        workspace: identity.workspace,
        action_id: identity.actionId,
        number: identity.version,
        document,
      });
    }
    return [...versions.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

async function insertEvents(query: Query, rows: readonly EventRow[]): Promise<Set<string>> {
  const stored = await query<{ workspace: string; call_id: string; event_type: string; duplicates: number }>(
    INSERT_EVENTS,
    [JSON.stringify(rows.map(callEventColumns))],
    'keep-events',
  );
  const repeatsOf = new Map(rows.map((row) => [keyOfAdmission(row.admission), row.repeats]));
  return new Set(stored.filter((row) => row.duplicates === repeatsOf.get(eventKey(row))).map(eventKey));
}

async function insertPayloads(query: Query, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return;
  const payloads = rows.map(payloadColumns);
  await query(
    INSERT_PAYLOADS,
    [
      rows.map(({ payloadDay }) => payloadDay),
      rows.map(({ payloadId }) => payloadId),
      rows.map(({ admission }) => admission.workspace),
      payloads.map(({ encoding }) => encoding),
      payloads.map(({ body }) => body),
      payloads.map(({ bodyBytes }) => bodyBytes),
    ],
    'keep-payloads',
  );
}

async function insertRuns(query: Query, rows: readonly EventRow[], owner: Owner | undefined): Promise<void> {
  const runs = rows.flatMap((row) => row.admission.openings.map((opening) => runColumns(opening, row, owner)));
  if (runs.length === 0) return;
  const json = JSON.stringify(runs);
  await query(INSERT_RUNS, [json], 'open-runs');
  if (owner === undefined) await query(INSERT_DUE, [json], 'park-runs');
}

/** The first of equal events is the new one; its repetitions in the same batch are duplicates. */
function outcomesOf(admissions: readonly Admission[], isNew: ReadonlySet<string>): KeepOutcome[] {
  const seen = new Set<string>();
  return admissions.map((admission) => {
    const key = keyOfAdmission(admission);
    const outcome = isNew.has(key) && !seen.has(key) ? 'new' : 'duplicate';
    seen.add(key);
    return outcome;
  });
}
