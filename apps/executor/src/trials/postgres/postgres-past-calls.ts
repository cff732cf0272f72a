import { dayOfRun, type AttemptResponse } from '@aftercall/wire-format';
import type { Json, JsonObject } from '@aftercall/flow-model';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { jsonOfPayload, type PayloadRow } from '../../runs/postgres/run-rows.ts';
import type { Fact } from '../../runs/journal-entry.ts';
import { fold, freshRun, type NodeState } from '../../runs/run.ts';
import type { PastCall, PastCalls, PastRun, PastStep } from '../past-calls.ts';

const EVENT = `
  select e.call_id, e.agent_id, e.event_type, e.received_at, p.encoding, p.body
  from ledger.call_event e
  join ledger.payload p on p.day = e.payload_day and p.payload_id = e.payload_id`;

const FIND_CALL = `${EVENT}
  where e.workspace = $1 and e.call_id = $2
  order by e.event_type = $3 desc, e.event_type = 'call.ended' desc, e.received_at
  limit 1`;

const LAST_CALLS = `${EVENT}
  where e.workspace = $1 and e.agent_id = any ($2::text[]) and e.event_type = any ($3::text[])
  order by e.received_at desc, e.call_id desc
  limit $4`;

const RUN = `
  select r.day::text, r.run_id, r.call_id, r.agent_id, r.event_type, r.is_analyzed, r.opened_at as received_at, p.encoding, p.body
  from ledger.run r
  join ledger.payload p on p.day = r.payload_day and p.payload_id = r.payload_id`;

const FIND_RUN = `${RUN} where r.workspace = $1 and r.day = $2 and r.run_id = $3`;

const NEWEST_RUN = `${RUN}
  where r.workspace = $1 and r.action_id = $2 and r.call_id = $3
  order by r.run_id desc limit 1`;

const FACTS = 'select facts from ledger.journal where day = $1 and run_id = $2 order by seq';

const FIND_BODY = 'select encoding, body from ledger.payload where day = $1 and payload_id = $2 and body_bytes <= $3';

/** Larger answers are not read for a trial. */
const MAX_BODY_BYTES = 1024 * 1024;

interface EventRow extends PayloadRow {
  call_id: string;
  agent_id: string;
  event_type: PastCall['eventType'] | 'joined';
  /** Of runs of joined calls; null or left out where the type says it. */
  is_analyzed?: boolean | null;
  received_at: Date;
}

interface RunRow extends EventRow {
  day: string;
  run_id: string;
}

/** {@link PastCalls} from the ledger's own tables. */
export class PostgresPastCalls implements PastCalls {
  readonly #database: LedgerDatabase;

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  async findCall(workspace: string, callId: string, preferredType: string): Promise<PastCall | undefined> {
    if (!isStorable(callId)) return undefined;
    const [row] = await this.#database.query<EventRow>(FIND_CALL, [workspace, callId, preferredType]);
    return row && callOf(row);
  }

  async lastCalls(
    workspace: string,
    { agentIds, eventTypes, last }: { agentIds: string[]; eventTypes: string[]; last: number },
  ): Promise<PastCall[]> {
    const known = agentIds.filter(isStorable);
    if (known.length === 0) return [];
    const rows = await this.#database.query<EventRow>(LAST_CALLS, [workspace, known, eventTypes, last]);
    return rows.map(callOf);
  }

  async findRun(workspace: string, runId: string): Promise<PastRun | undefined> {
    const id = runId.toLowerCase();
    const day = dayOfRun(id);
    if (day === undefined) return undefined;
    const [row] = await this.#database.query<RunRow>(FIND_RUN, [workspace, day, id]);
    return row && this.#runOf(row);
  }

  async findRunOf(
    workspace: string,
    { actionId, callId }: { actionId: string; callId: string },
  ): Promise<PastRun | undefined> {
    const [row] = await this.#database.query<RunRow>(NEWEST_RUN, [workspace, actionId, callId]);
    return row && this.#runOf(row);
  }

  async #runOf(row: RunRow): Promise<PastRun> {
    return { call: callOf(row), steps: await this.#stepsOf(row) };
  }

  async #stepsOf({ day, run_id: runId }: RunRow): Promise<Map<string, PastStep>> {
    const rows = await this.#database.query<{ facts: Fact[] }>(FACTS, [day, runId]);
    const { nodes } = fold(
      freshRun,
      rows.flatMap(({ facts }) => facts),
    );
    const steps = new Map<string, PastStep>();
    for (const [key, node] of nodes) steps.set(key, await this.#stepOf(day, node));
    return steps;
  }

  async #stepOf(day: string, { phase, response }: NodeState): Promise<PastStep> {
    const step = phase.at === 'over' ? phase.step : undefined;
    return {
      status: step?.status,
      writes: step?.writes ?? undefined,
      response: response && (await this.#withBody(day, response)),
    };
  }

  /** An answer whose body is gone, or too large to be read for this, is not known. */
  async #withBody(day: string, response: AttemptResponse): Promise<AttemptResponse | undefined> {
    const { bodyId, ...rest } = response;
    if (bodyId === undefined) return rest;
    const [row] = await this.#database.query<PayloadRow>(FIND_BODY, [day, bodyId, MAX_BODY_BYTES]);
    const body: Json | undefined = row && jsonOfPayload(row);
    return body === undefined ? undefined : { ...rest, body };
  }
}

function callOf(row: EventRow): PastCall {
  return {
    callId: row.call_id,
    agentId: row.agent_id,
    // What a joined call is by its facts: a call that ended.
    eventType: row.event_type === 'joined' ? 'call.ended' : row.event_type,
    receivedAt: row.received_at,
    data: jsonOfPayload(row) as JsonObject,
    isAnalyzed: row.is_analyzed ?? row.event_type === 'call.analyzed',
  };
}

/** PostgreSQL refuses NUL and half characters; an id that it cannot hold is the id of nothing. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
