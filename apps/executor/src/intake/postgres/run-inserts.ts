import { byteaArray } from '../../plumbing/postgres/binary-arrays.ts';
import type { Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import { dayOf, payloadColumns, runColumns } from './intake-rows.ts';

const INSERT_PAYLOADS = `
  insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
  select * from unnest($1::date[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::integer[])`;

export const RUN_COLUMNS = `day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
  is_analyzed, replay_generation, constants, status, worker_id, epoch, opened_at, started_at, payload_day, payload_id`;

export const RUN_VALUES = `day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
  is_analyzed, replay_generation, constants, status, worker_id, epoch, opened_at, case when status = 'RUNNING' then now() end,
  payload_day, payload_id`;

/** The columns of a run as the members of a JSON object. */
export const RUN_TYPES = `day date, run_id uuid, workspace text, action_id uuid, action_name text, version integer, agent_id text,
  call_id text, event_type text, call_outcome text, is_analyzed boolean, replay_generation integer, constants jsonb, status text,
  worker_id uuid, epoch bigint, opened_at timestamptz, payload_day date, payload_id uuid`;

export const DUE_COLUMNS = 'day, run_id, workspace, lane, due_at, kind';

const INSERT_RUNS = `
  insert into ledger.run (${RUN_COLUMNS}) select ${RUN_VALUES} from jsonb_to_recordset($1::jsonb) as r (${RUN_TYPES})`;

const INSERT_DUE = `
  insert into ledger.due (${DUE_COLUMNS})
  select day, run_id, workspace, 'start', now(), 'start'
  from jsonb_to_recordset($1::jsonb) as d (day date, run_id uuid, workspace text)`;

/** Opens runs that have data of their own, which no event brought as it is: RUNNING under `owner`; without one due. */
export async function insertRuns(
  query: Query,
  openings: readonly RunOpening[],
  owner: Owner | undefined,
): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map((opening) => {
    const { runId, workspace } = opening.identity;
    return { workspace, payloadDay: dayOf(runId), payloadId: runId, opening, stored: payloadColumns(opening.data) };
  });
  await query(
    INSERT_PAYLOADS,
    [
      rows.map(({ payloadDay }) => payloadDay),
      rows.map(({ payloadId }) => payloadId),
      rows.map(({ workspace }) => workspace),
      rows.map(({ stored }) => stored.encoding),
      byteaArray(rows.map(({ stored }) => stored.body)),
      rows.map(({ stored }) => stored.bodyBytes),
    ],
    'keep-payloads',
  );
  const json = JSON.stringify(rows.map((row) => runColumns(row.opening, row, owner)));
  await query(INSERT_RUNS, [json], 'open-runs');
  if (owner === undefined) await query(INSERT_DUE, [json], 'park-runs');
}
