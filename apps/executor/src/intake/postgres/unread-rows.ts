import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { JoinCalls } from '../join-calls.ts';
import type { UnreadEvent } from '../unread-events.ts';

const AGENTS = `
  select distinct workspace, agent_id as "agentId" from ledger.call_event
  where disposition = 'WAITING' and reason_code = 'NEWER_RELEASE'`;

const EVENTS = `
  select e.workspace, e.call_id as "callId", e.agent_id as "agentId", e.event_type as type, e.event_id as "eventId",
    e.source, e.door, e.occurred_at as "occurredAt", e.topic, e.partition, e."offset"
  from unnest($1::text[], $2::text[]) as readable (workspace, agent_id)
  join ledger.call_event e using (workspace, agent_id)
  where e.disposition = 'WAITING' and e.reason_code = 'NEWER_RELEASE'
  order by e.received_at limit $3`;

interface UnreadRow extends Omit<UnreadEvent, 'provenance'> {
  topic: string | null;
  partition: number | null;
  offset: string | null;
}

/** Events that wait for a newer release and can be judged here, the first of each call. */
export async function findUnread(database: LedgerDatabase, join: JoinCalls, limit: number): Promise<UnreadEvent[]> {
  const agents = await database.query<{ workspace: string; agentId: string }>(AGENTS, [], 'unread-agents');
  const readable = agents.filter(({ workspace, agentId }) => join.canRead(workspace, agentId));
  if (readable.length === 0) return [];
  const values = [readable.map(({ workspace }) => workspace), readable.map(({ agentId }) => agentId), limit];
  const rows = await database.query<UnreadRow>(EVENTS, values, 'unread-events');
  const firsts = Map.groupBy(rows, ({ workspace, callId }) => JSON.stringify([workspace, callId]));
  return [...firsts.values()].flatMap(([first]) => (first === undefined ? [] : [unreadEvent(first)]));
}

function unreadEvent({ topic, partition, offset, ...event }: UnreadRow): UnreadEvent {
  const isByKafka = topic !== null && partition !== null && offset !== null;
  return { ...event, provenance: isByKafka ? { topic, partition, offset } : null };
}
