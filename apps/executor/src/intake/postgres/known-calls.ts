import type { CallEventData, CallEventType } from '@aftercall/wire-format';
import type { Query } from '../../plumbing/postgres/connection.ts';
import { jsonOfPayload, type PayloadRow } from '../../runs/postgres/run-rows.ts';
import type { CallChange, ChangedEvent, KnownCall, KnownEvent, KnownWaiter } from '../join-calls.ts';

/** A call's key. */
export interface CallKey {
  workspace: string;
  callId: string;
}

/**
 * Whoever looks at what is known of a call and acts by it does so alone: its end and its analysis may come at the same moment
 * at two executors, and neither transaction would see the other's row. In one order, so that nobody waits in a circle.
 */
const LOCK = `
  with ordered as materialized (
    select distinct hashtextextended(workspace || E'\\n' || call_id, 0) as key
    from unnest($1::text[], $2::text[]) as call (workspace, call_id) order by key
  )
  select pg_advisory_xact_lock(key) from ordered`;

const EVENTS = `
  select e.workspace, e.call_id, e.event_type, e.disposition, e.reason_code, e.reason_message, e.actions, e.outcome,
    p.encoding, p.body
  from unnest($1::text[], $2::text[]) as call (workspace, call_id)
  join ledger.call_event e using (workspace, call_id)
  left join ledger.payload p on p.day = e.payload_day and p.payload_id = e.payload_id`;

const WAITERS = `
  select r.workspace, r.call_id, r.action_id, r.action_name, r.version, v.document, r.due_at <= now() as is_due
  from unnest($1::text[], $2::text[]) as call (workspace, call_id)
  join ledger.call_record r using (workspace, call_id)
  left join ledger.flow_version v on v.workspace = r.workspace and v.action_id = r.action_id and v.number = r.version`;

const CHANGE_EVENTS = `
  update ledger.call_event e
  set disposition = c.disposition, reason_code = c.reason_code, reason_message = c.reason_message, actions = c.actions
  from jsonb_to_recordset($1::jsonb) as c (workspace text, call_id text, event_type text, disposition text, reason_code text,
    reason_message text, actions jsonb)
  where e.workspace = c.workspace and e.call_id = c.call_id and e.event_type = c.event_type`;

const BEGIN = `
  insert into ledger.call_record (workspace, call_id, action_id, action_name, version, agent_id, due_at)
  select workspace, call_id, action_id, action_name, version, agent_id, now() + wait_ms * interval '1 millisecond'
  from jsonb_to_recordset($1::jsonb) as r (workspace text, call_id text, action_id uuid, action_name text, version integer,
    agent_id text, wait_ms double precision)
  on conflict do nothing`;

/** Executors of the release that can go on look for what is due, too: until the next look here there is time for that. */
const LEAVE = `
  update ledger.call_record r set due_at = now() + interval '1 minute'
  from jsonb_to_recordset($1::jsonb) as c (workspace text, call_id text, action_id uuid)
  where r.workspace = c.workspace and r.call_id = c.call_id and r.action_id = c.action_id`;

const CLOSE = `
  delete from ledger.call_record r using jsonb_to_recordset($1::jsonb) as c (workspace text, call_id text, action_id uuid)
  where r.workspace = c.workspace and r.call_id = c.call_id and r.action_id = c.action_id`;

interface EventRecord extends Partial<PayloadRow> {
  workspace: string;
  call_id: string;
  event_type: CallEventType;
  disposition: KnownEvent['disposition'];
  reason_code: string | null;
  reason_message: string | null;
  actions: KnownEvent['actions'];
  outcome: string | null;
}

interface WaiterRecord {
  workspace: string;
  call_id: string;
  action_id: string;
  action_name: string;
  version: number;
  document: unknown;
  is_due: boolean;
}

/** Locks these calls until the transaction ends, and reads what is known of each. */
export async function lockCalls(query: Query, keys: readonly CallKey[]): Promise<(key: CallKey) => KnownCall> {
  const values = [keys.map(({ workspace }) => workspace), keys.map(({ callId }) => callId)];
  await query(LOCK, values, 'lock-calls');
  const events = Map.groupBy(await query<EventRecord>(EVENTS, values, 'known-events'), textOf);
  const waiters = Map.groupBy(await query<WaiterRecord>(WAITERS, values, 'waiters'), textOf);
  return ({ workspace, callId }) => {
    const text = textOf({ workspace, call_id: callId });
    const known = new Map((events.get(text) ?? []).map((row) => [row.event_type, knownEvent(row)]));
    return {
      workspace,
      callId,
      started: known.get('call.started'),
      ended: known.get('call.ended'),
      analyzed: known.get('call.analyzed'),
      waiters: (waiters.get(text) ?? []).map(knownWaiter),
    };
  };
}

export interface ChangedCall extends CallKey {
  agentId: string;
  change: CallChange;
}

/** Writes what has changed in what is known of calls. */
export async function changeCalls(query: Query, changes: readonly ChangedCall[]): Promise<void> {
  const events = changes.flatMap((call) => [
    ...changedRow(call, 'call.started', call.change.started),
    ...changedRow(call, 'call.ended', call.change.ended),
    ...changedRow(call, 'call.analyzed', call.change.analyzed),
  ]);
  if (events.length > 0) await query(CHANGE_EVENTS, [JSON.stringify(events)], 'change-events');
  const begun = changes.flatMap(({ workspace, callId, agentId, change }) =>
    change.begins.map(({ actionId, actionName, version, waitMs }) => ({
      ...{ workspace, call_id: callId, agent_id: agentId },
      ...{ action_id: actionId, action_name: actionName, version, wait_ms: waitMs },
    })),
  );
  if (begun.length > 0) await query(BEGIN, [JSON.stringify(begun)], 'begin-waits');
  const left = changes.flatMap((call) => waiterKeys(call, call.change.leaves ?? []));
  if (left.length > 0) await query(LEAVE, [JSON.stringify(left)], 'leave-waits');
  const closed = changes.flatMap((call) => waiterKeys(call, call.change.closes));
  if (closed.length > 0) await query(CLOSE, [JSON.stringify(closed)], 'close-waits');
}

function waiterKeys({ workspace, callId }: CallKey, actionIds: readonly string[]): object[] {
  return actionIds.map((actionId) => ({ workspace, call_id: callId, action_id: actionId }));
}

function textOf({ workspace, call_id }: { workspace: string; call_id: string }): string {
  return `${workspace}\n${call_id}`;
}

function knownEvent(row: EventRecord): KnownEvent {
  const { disposition, actions, outcome, encoding, body } = row;
  const reason = row.reason_code === null ? null : { code: row.reason_code, message: row.reason_message ?? '' };
  const isKept = encoding !== undefined && body !== undefined && (body as Buffer | null) !== null;
  const data = isKept ? (jsonOfPayload({ encoding, body }) as CallEventData) : undefined;
  return { disposition, reason, actions, outcome, data };
}

function knownWaiter({ action_id, action_name, version, document, is_due }: WaiterRecord): KnownWaiter {
  return { actionId: action_id, actionName: action_name, version, document, isDue: is_due };
}

function changedRow({ workspace, callId }: CallKey, eventType: string, event: ChangedEvent | undefined): object[] {
  if (event === undefined) return [];
  const { disposition, reason, actions } = event;
  const why = { reason_code: reason?.code ?? null, reason_message: reason?.message ?? null };
  return [{ workspace, call_id: callId, event_type: eventType, disposition, actions, ...why }];
}
