import type pg from 'pg';

/** What became of one event. */
export interface EventRecord {
  callId: string;
  type: string;
  disposition: string;
  reasonCode: string | null;
  duplicates: number;
}

export interface RunRecord {
  runId: string;
  callId: string;
  agentId: string;
  actionId: string;
  eventType: string;
  status: string;
  errorCode: string | null;
  endedAtMs: number | null;
  facts: FactRecord[];
}

/** One fact of the journal, without what was sent and answered. */
export interface FactRecord {
  seq: number;
  /** When its row was written: before its commit. */
  atMs: number;
  workerId: string;
  kind: string;
  node: string | null;
  number: number | null;
  status: string | null;
  isLookup: boolean;
  causeCode: string | null;
  /** Of `taken`. */
  from: string | null;
  /** Of `waiting`. */
  untilMs: number | null;
  /** Of `resolved`. */
  resolution: string | null;
}

const EVENTS = `select call_id as "callId", event_type as type, disposition, reason_code as "reasonCode", duplicates
  from ledger.call_event`;

const RUNS = `select run_id as "runId", call_id as "callId", agent_id as "agentId", action_id as "actionId", event_type as "eventType",
    status, error_code as "errorCode", (extract(epoch from ended_at) * 1000)::float8 as "endedAtMs"
  from ledger.run order by run_id`;

const FACTS = `select run_id as "runId", seq, (extract(epoch from at) * 1000)::float8 as "atMs", worker_id as "workerId", kind,
    node_key as node, (fact ->> 'number')::int as number, fact ->> 'status' as status,
    coalesce((fact ->> 'isLookup')::boolean, false) as "isLookup", fact #>> '{cause,code}' as "causeCode", fact ->> 'from' as "from",
    (extract(epoch from (fact ->> 'until')::timestamptz) * 1000)::float8 as "untilMs", fact ->> 'resolution' as resolution
  from ledger.fact_history order by run_id, seq, position`;

/** All that the ledger holds of the storm. */
export interface LedgerRecord {
  events: EventRecord[];
  runs: RunRecord[];
}

export async function readLedger(ledger: pg.Pool): Promise<LedgerRecord> {
  const events = await ledger.query<EventRecord>(EVENTS);
  const runs = await ledger.query<Omit<RunRecord, 'facts'>>(RUNS);
  const facts = await ledger.query<FactRecord & { runId: string }>(FACTS);
  const byRun = Map.groupBy(facts.rows, ({ runId }) => runId);
  return { events: events.rows, runs: runs.rows.map((run) => ({ ...run, facts: byRun.get(run.runId) ?? [] })) };
}
