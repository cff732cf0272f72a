import type { CallEventData } from '@aftercall/wire-format';
import type { Query } from '../../plumbing/postgres/connection.ts';
import { JOURNAL_FORMAT, type JournalEntry } from '../journal-entry.ts';
import type { Claim, Owner, StoredRun } from '../run-ledger.ts';
import { identityOf, jsonOfPayload, type PayloadRow, type RunRow } from './run-rows.ts';

/** A run's key, and who owned it until now. */
export interface ClaimedKey {
  day: string;
  run_id: string;
  worker_id: string | null;
}

const OWN = `
  update ledger.run set worker_id = $1, epoch = $2, owned_since = now(), status = 'RUNNING', started_at = coalesce(started_at, now())
  where day = any ($3::date[]) and run_id = any ($4::uuid[]) and ended_at is null
  returning day::text, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, is_analyzed, replay_generation,
    constants, opened_at, payload_day::text, payload_id`;

const JOURNALS = `
  select run_id, seq, facts, format from ledger.journal
  where day = any ($1::date[]) and run_id = any ($2::uuid[])
  order by run_id, seq`;

const PAYLOADS = `
  select payload_id, encoding, body from ledger.payload where day = any ($1::date[]) and payload_id = any ($2::uuid[])`;

const VERSIONS = `
  select workspace, action_id, number, document
  from ledger.flow_version join unnest($1::text[], $2::uuid[], $3::integer[]) as used (workspace, action_id, number)
    using (workspace, action_id, number)`;

/**
 * Makes these runs `owner`'s and reads all of them, inside the caller's transaction: a claim that cannot be read whole is
 * rolled back and is nobody's.
 */
export async function ownAndRead(query: Query, owner: Owner, keys: readonly ClaimedKey[]): Promise<Claim[]> {
  if (keys.length === 0) return [];
  const days = [...new Set(keys.map(({ day }) => day))];
  const ids = keys.map(({ run_id }) => run_id);
  const rows = await query<RunRow>(OWN, [owner.workerId, owner.epoch, days, ids]);
  const runs = await readRuns(query, rows);
  const from = new Map(keys.map(({ run_id, worker_id }) => [run_id, worker_id]));
  const claims = runs.map((run) => ({ run, from: from.get(run.identity.runId) ?? null }));
  return claims.sort((a, b) => ids.indexOf(a.run.identity.runId) - ids.indexOf(b.run.identity.runId));
}

/** Everything needed to go on with these runs, in their order. */
export async function readRuns(query: Query, rows: readonly RunRow[]): Promise<StoredRun[]> {
  const days = [...new Set(rows.map(({ day }) => day))];
  const ids = rows.map(({ run_id }) => run_id);
  const journals = await readJournals(query, days, ids);
  const payloads = await readPayloads(query, rows);
  const documents = await readDocuments(query, rows);
  return rows.map((row) => ({
    identity: identityOf(row),
    document: documents.get(versionKey({ ...row, number: row.version })),
    data: payloads.get(row.payload_id),
    constants: row.constants,
    journal: journals.get(row.run_id) ?? [],
  }));
}

async function readJournals(
  query: Query,
  days: readonly string[],
  ids: readonly string[],
): Promise<Map<string, JournalEntry[]>> {
  const rows = await query<JournalEntry & { run_id: string }>(JOURNALS, [days, ids]);
  const grouped = Map.groupBy(rows, ({ run_id }) => run_id);
  return new Map([...grouped].map(([id, entries]) => [id, entries.map(entryOf)]));
}

/** The usual format is left out, as in entries that are about to be written. */
function entryOf({ seq, facts, format }: JournalEntry): JournalEntry {
  return format === JOURNAL_FORMAT ? { seq, facts } : { seq, facts, ...(format === undefined ? {} : { format }) };
}

async function readPayloads(query: Query, runs: readonly RunRow[]): Promise<Map<string, CallEventData>> {
  const days = [...new Set(runs.map(({ payload_day }) => payload_day))];
  const ids = [...new Set(runs.map(({ payload_id }) => payload_id))];
  const rows = await query<PayloadRow & { payload_id: string }>(PAYLOADS, [days, ids]);
  return new Map(rows.map((row) => [row.payload_id, jsonOfPayload(row) as CallEventData]));
}

async function readDocuments(query: Query, runs: readonly RunRow[]): Promise<Map<string, unknown>> {
  const used = [...new Map(runs.map((row) => [versionKey({ ...row, number: row.version }), row])).values()];
  const rows = await query<VersionKey & { document: unknown }>(VERSIONS, [
    used.map(({ workspace }) => workspace),
    used.map(({ action_id }) => action_id),
    used.map(({ version }) => version),
  ]);
  return new Map(rows.map((row) => [versionKey(row), row.document]));
}

interface VersionKey {
  workspace: string;
  action_id: string;
  number: number;
}

function versionKey({ workspace, action_id, number }: VersionKey): string {
  return JSON.stringify([workspace, action_id, number]);
}
