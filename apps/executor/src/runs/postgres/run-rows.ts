import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Json } from '@aftercall/flow-model';
import { dayOfRun, type AttemptRequest, type AttemptResponse } from '@aftercall/wire-format';
import type { AttemptFact, Fact, JournalEntry, ResolvedFact } from '../journal-entry.ts';
import type { OwnedRun, RunId, RunIdentity } from '../run-ledger.ts';

/** Bodies larger than this stand in `ledger.payload`, compressed, and not in the journal. */
const MAX_BODY_IN_JOURNAL_BYTES = 8192;

/** The day whose tables hold the run. */
export function dayOf(runId: RunId): string {
  const day = dayOfRun(runId);
  if (day === undefined) throw new TypeError(`not a run id: ${runId}`);
  return day;
}

/** A body that is kept apart from the journal. */
export interface BodyRow {
  day: string;
  bodyId: string;
  workspace: string;
  gzipped: Buffer;
  bodyBytes: number;
}

/** One entry as `ledger.journal` has it, and the bodies that do not stand in it. */
export interface EntryRow {
  columns: {
    day: string;
    run_id: string;
    seq: number;
    workspace: string;
    worker_id: string;
    epoch: number;
  };
  facts: Fact[];
  bodies: BodyRow[];
}

export function entryRow({ runId, workspace, owner }: OwnedRun, { seq, facts }: JournalEntry): EntryRow {
  const day = dayOf(runId);
  const bodies: BodyRow[] = [];
  const setApart: SetApart = (name, body, bodyBytes) => {
    const bodyId = bodyIdOf([runId, ...name]);
    bodies.push({ day, workspace, bodyId, gzipped: gzipSync(JSON.stringify(body), { level: 1 }), bodyBytes });
    return bodyId;
  };
  const stored = facts.map((fact) => withoutLargeBodies(fact, setApart));
  const owned = { worker_id: owner.workerId, epoch: owner.epoch };
  return { columns: { day, run_id: runId, seq, workspace, ...owned }, facts: stored, bodies };
}

/** Takes a body out of its fact and gives the id under which it is kept. */
type SetApart = (name: (string | number)[], body: Json, bodyBytes: number) => string;

function withoutLargeBodies(fact: Fact, setApart: SetApart): Fact {
  if (fact.kind === 'resolved') return { ...fact, response: lightResponse(fact, [fact.kind], setApart) };
  if (fact.kind !== 'attempt') return fact;
  const { request, response } = fact;
  const isLight = (request?.body?.length ?? 0) <= MAX_BODY_IN_JOURNAL_BYTES && !isLarge(response);
  if (isLight) return fact;
  return { ...fact, request: lightRequest(fact, setApart), response: lightResponse(fact, [], setApart) };
}

function isLarge(response: AttemptResponse | null): response is AttemptResponse {
  return response !== null && response.bodyBytes > MAX_BODY_IN_JOURNAL_BYTES;
}

function lightResponse(
  { node, number, response }: AttemptFact | ResolvedFact,
  kind: string[],
  setApart: SetApart,
): AttemptResponse | null {
  if (!isLarge(response)) return response;
  return { ...response, body: null, bodyId: setApart([node, number, ...kind], response.body, response.bodyBytes) };
}

/** A flow may send the whole call, and again with each attempt. */
function lightRequest({ node, number, request }: AttemptFact, setApart: SetApart): AttemptRequest | null {
  const bodyBytes = request?.body?.length ?? 0;
  if (request === null || bodyBytes <= MAX_BODY_IN_JOURNAL_BYTES) return request;
  return { ...request, body: null, bodyId: setApart([node, number, 'request'], request.body, bodyBytes) };
}

/** The same for the same body, so that an entry that is written twice is the same entry. UUIDv8 (RFC 9562). */
function bodyIdOf(name: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(name)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface PayloadRow {
  encoding: 'json' | 'gzip';
  body: Buffer;
}

export function jsonOfPayload({ encoding, body }: PayloadRow): Json {
  const text = encoding === 'gzip' ? gunzipSync(body) : body;
  return JSON.parse(text.toString('utf8')) as Json;
}

/** Columns of `ledger.run` that a resumed run needs. */
export interface RunRow {
  day: string;
  run_id: string;
  workspace: string;
  action_id: string;
  action_name: string;
  version: number;
  agent_id: string;
  call_id: string;
  event_type: RunIdentity['eventType'];
  is_analyzed: boolean | null;
  replay_generation: number;
  constants: Record<string, string>;
  opened_at: Date;
  payload_day: string;
  payload_id: string;
}

export function identityOf(row: RunRow): RunIdentity {
  return {
    runId: row.run_id,
    workspace: row.workspace,
    actionId: row.action_id,
    actionName: row.action_name,
    version: row.version,
    agentId: row.agent_id,
    callId: row.call_id,
    eventType: row.event_type,
    isAnalyzed: row.is_analyzed ?? row.event_type === 'call.analyzed',
    replayGeneration: row.replay_generation,
    openedAt: row.opened_at,
  };
}
