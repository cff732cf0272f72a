import { randomBytes } from 'node:crypto';
import { systemClock } from '@aftercall/service-runtime';
import { makeRunId, type CallEvent } from '@aftercall/wire-format';
import { FlowCatalog } from '../../../catalog/flow-catalog.ts';
import { publishedEntries, smallFlow } from '../../../catalog/testing/published.ts';
import type { LedgerDatabase } from '../../../plumbing/postgres/connection.ts';
import { PlanCache } from '../../../runs/plan-cache.ts';
import { admitCall } from '../../admit-calls.ts';
import type { Admission } from '../../intake-ledger.ts';
import { JoinCalls } from '../../join-calls.ts';
import { PostgresIntakeLedger } from '../postgres-intake-ledger.ts';
import { PostgresWaitingCalls } from '../postgres-waiting-calls.ts';

export const newId = () => makeRunId(new Date(), randomBytes);

/** One executor, as far as joining goes: an agent with an action for each of `starts`. */
export function executorOn(database: LedgerDatabase, starts: readonly object[], over: object = {}) {
  const catalog = new FlowCatalog();
  const entries = publishedEntries(
    { kind: 'agent', workspace: 'acme', agentId: 'agent-1', name: 'One' },
    ...starts.map((start, index) => ({
      ...{ kind: 'action' as const, workspace: 'acme', actionId: `018f0000-0000-4000-8000-00000000000${index}` },
      ...{ name: `Action ${index}`, isEnabled: true, agentIds: ['agent-1'] },
      version: { number: 1, document: { ...(smallFlow(start) as object), ...over } },
    })),
  );
  catalog.apply(entries.length, entries);
  const join = new JoinCalls({ catalog, plans: new PlanCache(), newId });
  const admit = (event: CallEvent): Admission => {
    const arrival = { workspace: 'acme', event, door: 'HTTP', receivedAt: new Date(), provenance: null } as const;
    const judgement = admitCall(catalog, arrival, newId);
    if (!judgement.admitted) throw new Error(judgement.problem.message);
    return judgement.admission;
  };
  return {
    ledger: new PostgresIntakeLedger({ database, join, newId }),
    waiting: new PostgresWaitingCalls({ database, join, clock: systemClock }),
    started: (callId: string) => admit(anEvent('call.started', { callId })),
    ended: (callId: string, data: object = {}) =>
      admit(anEvent('call.ended', { callId, outcome: 'completed', summary: 'short', ...data })),
    analyzed: (callId: string, data: object = {}) => admit(anEvent('call.analyzed', { callId, ...data })),
  };
}

/** The same executor of an older release, which cannot read what the others can. */
export function olderExecutorOn(database: LedgerDatabase, starts: readonly object[]) {
  return executorOn(database, starts, { format: 2 });
}

function anEvent(type: CallEvent['type'], data: { callId: string; [name: string]: unknown }): CallEvent {
  const envelope = { id: `${type}-${data.callId}`, source: 'urn:test', workspace: undefined, occurredAt: new Date() };
  return { ...envelope, type, data: { agentId: 'agent-1', ...data } };
}
