import { byteaArray } from '../../plumbing/postgres/binary-arrays.ts';
import type { Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import { callEventColumns, dayOf, payloadColumns, runColumns, type EventRow, type PayloadKey } from './intake-rows.ts';
import { DUE_COLUMNS, RUN_COLUMNS, RUN_TYPES, RUN_VALUES } from './run-inserts.ts';

/**
 * All that follows from a batch of events, in one statement: one way to PostgreSQL and back for twenty events or for one. What
 * stands in the other tables goes by the events that are new.
 *
 * A repetition adds 1 and the repetitions of its own batch to what stands there, so it never comes back with exactly the
 * number that was inserted: that is how a new row is told from an old one (`xmax` cannot be read from a partitioned table).
 */
const KEEP = `
  with given as materialized (
    select * from jsonb_to_recordset($1::jsonb) as e (place integer, workspace text, call_id text, event_type text, event_id text,
      source text, agent_id text, outcome text, door text, occurred_at timestamptz, disposition text, reason_code text,
      reason_message text, actions jsonb, note text, duplicates integer, topic text, partition integer, "offset" bigint,
      payload_day date, payload_id uuid)
  ),
  kept as (
    insert into ledger.call_event (workspace, call_id, event_type, event_id, source, agent_id, outcome, door, occurred_at,
      disposition, reason_code, reason_message, actions, note, duplicates, topic, partition, "offset", payload_day, payload_id)
    select workspace, call_id, event_type, event_id, source, agent_id, outcome, door, occurred_at,
      disposition, reason_code, reason_message, actions, note, duplicates, topic, partition, "offset", payload_day, payload_id
    from given
    on conflict (workspace, call_id, event_type) do update set duplicates = call_event.duplicates + excluded.duplicates + 1
    returning workspace, call_id, event_type, duplicates
  ),
  new as materialized (
    select place from given join kept using (workspace, call_id, event_type, duplicates)
  ),
  bodies as (
    insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
    select ($3::date[])[i], ($4::uuid[])[i], ($5::text[])[i], ($6::text[])[i], ($7::bytea[])[i], ($8::integer[])[i]
    from generate_series(1, cardinality($2::integer[])) as i
    where ($2::integer[])[i] in (select place from new)
  ),
  runs as materialized (
    select * from jsonb_to_recordset($9::jsonb) as r (event integer, ${RUN_TYPES}) where event in (select place from new)
  ),
  opened as (
    insert into ledger.run (${RUN_COLUMNS}) select ${RUN_VALUES} from runs
  )`;

const KEEP_AND_BEGIN = `${KEEP}
  select place from new`;

const KEEP_AND_PARK = `${KEEP},
  queued as (
    insert into ledger.due (${DUE_COLUMNS}) select day, run_id, workspace, 'start', now(), 'start' from runs
  )
  select place from new`;

interface Body extends PayloadKey {
  event: number;
  workspace: string;
  data: unknown;
}

/** Keeps events with their bodies and their runs, which are RUNNING under `owner`, else due. Gives back the rows that were new. */
export async function keepEvents(
  query: Query,
  rows: readonly EventRow[],
  owner: Owner | undefined,
): Promise<EventRow[]> {
  const bodies: Body[] = [];
  const runs: Record<string, unknown>[] = [];
  for (const [index, row] of rows.entries()) {
    const {
      workspace,
      event: { data },
      openings,
    } = row.admission;
    const event = index + 1;
    bodies.push({ event, workspace, payloadDay: row.payloadDay, payloadId: row.payloadId, data });
    for (const opening of openings) {
      // Other events of the call completed the data of this run: it stands by itself.
      const isOwn = opening.data !== data;
      const { runId } = opening.identity;
      const key = isOwn ? { payloadDay: dayOf(runId), payloadId: runId } : row;
      if (isOwn) bodies.push({ event, workspace, ...key, data: opening.data });
      runs.push({ event, ...runColumns(opening, key, owner) });
    }
  }
  const events = rows.map((row, index) => ({ place: index + 1, ...callEventColumns(row) }));
  const values = [JSON.stringify(events), ...bodyColumns(bodies), JSON.stringify(runs)];
  const kept = await query<{ place: number }>(
    owner === undefined ? KEEP_AND_PARK : KEEP_AND_BEGIN,
    values,
    owner === undefined ? 'keep-and-park' : 'keep-and-begin',
  );
  const isNew = new Set(kept.map(({ place }) => place));
  return rows.filter((_, index) => isNew.has(index + 1));
}

function bodyColumns(bodies: readonly Body[]): unknown[] {
  const stored = bodies.map(({ data }) => payloadColumns(data));
  return [
    bodies.map(({ event }) => event),
    bodies.map(({ payloadDay }) => payloadDay),
    bodies.map(({ payloadId }) => payloadId),
    bodies.map(({ workspace }) => workspace),
    stored.map(({ encoding }) => encoding),
    byteaArray(stored.map(({ body }) => body)),
    stored.map(({ bodyBytes }) => bodyBytes),
  ];
}
