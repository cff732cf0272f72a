import type { JsonObject, Json } from '@aftercall/flow-model';

/**
 * The ledger as the registry reads it: views `ledger.run_history`, `ledger.step_history`, `ledger.attempt_history`.
 * The executor's migrations own them; columns are only ever added. Row-level security holds the reader to the workspace
 * in the setting `aftercall.workspace`. Instants arrive as Date. Every view also has `day` (see {@link RunHistoryRow}).
 */
export type RunStatus = 'QUEUED' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'IN_REVIEW';
/** PENDING is what the registry says of a node that has no row yet. */
export type StepStatus = 'PENDING' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'IN_DOUBT';
/** IN_DOUBT: a byte may have been sent and no complete answer is stored. */
export type AttemptStatus = 'SUCCEEDED' | 'FAILED' | 'IN_DOUBT' | 'NOT_SENT';

/** Why something is as it is, for people: the code is documented, the message never holds a secret. */
export interface Cause {
  code: string;
  message: string;
}

/** One row per run. Run ids are time-ordered (UUIDv7), so `order by run_id` is the order of opening. */
export interface RunHistoryRow {
  /** `dayOfRun(run_id)`: name it in every query that names runs, so that one day's tables are read and not all. */
  day: string;
  run_id: string;
  workspace: string;
  action_id: string;
  action_name: string;
  version: number;
  agent_id: string;
  call_id: string;
  event_type: string;
  call_outcome: string | null;
  status: RunStatus;
  opened_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  error_code: string | null;
  error_message: string | null;
  /** While the run is open what the steps made so far; once it is over with what the call brought. */
  variables: JsonObject;
  external_ids: string[];
  /** The executor that drives it now; null = none does. */
  worker_id: string | null;
  /** When it goes on by itself, and in which lane; null unless it waits for a time. */
  due_at: Date | null;
  due_lane: string | null;
  /** When it is ended if it still waits then; null once it is over. */
  deadline_at: Date | null;
  /** Runs of joined calls: whether the analysis came before they began; null for others. */
  is_analyzed: boolean | null;
  /** Where the call's data stands, see {@link BodyHistoryRow}. */
  payload_day: string;
  payload_id: string;
}

/** View `ledger.fact_history`: everything that is recorded of a run, in order of `seq` and `position`. */
export interface FactHistoryRow {
  run_id: string;
  seq: number;
  position: string;
  at: Date;
  /** The executor that wrote it. */
  worker_id: string;
  kind: string;
  node_key: string | null;
  /** As the executor's journal has it; members are never renamed, kinds and members are added. */
  fact: JsonObject;
}

/** View `ledger.body_history`: JSON, by the encoding as it is or compressed. */
export interface BodyHistoryRow {
  payload_id: string;
  encoding: 'json' | 'gzip';
  body: Uint8Array;
}

/** The present state of one node in one run; a node without a row is PENDING. */
export interface StepHistoryRow {
  run_id: string;
  node_key: string;
  status: StepStatus;
  port: string | null;
  cause_code: string | null;
  cause_message: string | null;
  /** While WAITING: when it goes on. */
  waiting_until: Date | null;
  started_at: Date;
  ended_at: Date | null;
  writes: JsonObject | null;
}

/** One row per attempt that ended, in order of `number` (from 1, per node). */
export interface AttemptHistoryRow {
  run_id: string;
  node_key: string;
  number: number;
  status: AttemptStatus;
  cause_code: string | null;
  cause_message: string | null;
  started_at: Date;
  duration_ms: number;
  request: AttemptRequest | null;
  response: AttemptResponse | null;
  /** A question whether an earlier request was carried out. */
  is_lookup: boolean;
  /** The executor that made or recorded it. */
  worker_id: string;
}

/** What was sent, secrets struck. `null` body: none, or never built. */
export interface AttemptRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: string | null;
  /** Set when the body was too large to stand here; `body` is null then. */
  bodyId?: string;
}

/** What came back, secrets struck. JSON bodies as JSON, others as text; past 8 KB see `bodyBytes` and `bodyId`. */
export interface AttemptResponse {
  status: number;
  headers: [string, string][];
  body: Json;
  bodyBytes: number;
  /** True when the answer was longer than we read. */
  isTruncated: boolean;
  /** True when the body was there and is no longer kept; `body` is null then. */
  isExpired?: boolean;
  /** Set when the body was too large to stand here; `body` is null then. */
  bodyId?: string;
}
