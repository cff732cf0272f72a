import type { Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import { dayOf, payloadColumns, runColumns, type PayloadKey } from './intake-rows.ts';

const INSERT_PAYLOADS = `
  insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
  select * from unnest($1::date[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::integer[])`;

const INSERT_RUNS = `
  insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    is_analyzed, replay_generation, constants, status, worker_id, epoch, opened_at, started_at, payload_day, payload_id)
  select day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    is_analyzed, replay_generation, constants, status, worker_id, epoch, opened_at, case when status = 'RUNNING' then now() end,
    payload_day, payload_id
  from jsonb_to_recordset($1::jsonb) as r (day date, run_id uuid, workspace text, action_id uuid, action_name text,
    version integer, agent_id text, call_id text, event_type text, call_outcome text, is_analyzed boolean,
    replay_generation integer, constants jsonb, status text, worker_id uuid, epoch bigint, opened_at timestamptz,
    payload_day date, payload_id uuid)`;

const INSERT_DUE = `
  insert into ledger.due (day, run_id, workspace, lane, due_at, kind)
  select day, run_id, workspace, 'start', now(), 'start'
  from jsonb_to_recordset($1::jsonb) as d (day date, run_id uuid, workspace text)`;

/** Data of a call, and where it is to stand. */
export interface PayloadInsert extends PayloadKey {
  workspace: string;
  data: unknown;
}

/** A run, and where its call's data stands; undefined = it has data of its own, which no event brought as it is. */
export interface RunInsert {
  opening: RunOpening;
  payload: PayloadKey | undefined;
}

export async function insertPayloads(query: Query, payloads: readonly PayloadInsert[]): Promise<void> {
  if (payloads.length === 0) return;
  const columns = payloads.map(({ data }) => payloadColumns(data));
  await query(
    INSERT_PAYLOADS,
    [
      payloads.map(({ payloadDay }) => payloadDay),
      payloads.map(({ payloadId }) => payloadId),
      payloads.map(({ workspace }) => workspace),
      columns.map(({ encoding }) => encoding),
      columns.map(({ body }) => body),
      columns.map(({ bodyBytes }) => bodyBytes),
    ],
    'keep-payloads',
  );
}

/** Opens runs: RUNNING under `owner`; without one QUEUED, and due in the lane `start`. */
export async function insertRuns(query: Query, runs: readonly RunInsert[], owner: Owner | undefined): Promise<void> {
  if (runs.length === 0) return;
  const own: PayloadInsert[] = [];
  const rows = runs.map(({ opening, payload }) => {
    if (payload !== undefined) return runColumns(opening, payload, owner);
    const { runId, workspace } = opening.identity;
    const key = { payloadDay: dayOf(runId), payloadId: runId };
    own.push({ ...key, workspace, data: opening.data });
    return runColumns(opening, key, owner);
  });
  await insertPayloads(query, own);
  const json = JSON.stringify(rows);
  await query(INSERT_RUNS, [json], 'open-runs');
  if (owner === undefined) await query(INSERT_DUE, [json], 'park-runs');
}
