import { randomBytes, randomUUID } from 'node:crypto';
import { systemClock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import { FlowCatalog } from '../../catalog/flow-catalog.ts';
import { publishedEntries, smallFlow } from '../../catalog/testing/published.ts';
import { admitCall } from '../../intake/admit-calls.ts';
import { JoinCalls } from '../../intake/join-calls.ts';
import { PostgresIntakeLedger } from '../../intake/postgres/postgres-intake-ledger.ts';
import { PostgresRecordLedger } from '../../intake/postgres/postgres-record-ledger.ts';
import type { Place } from '../../intake/record-source.ts';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { PlanCache } from '../../runs/plan-cache.ts';
import { PostgresLeaseTable } from '../../runs/postgres/postgres-lease-table.ts';
import { PostgresRunLedger } from '../../runs/postgres/postgres-run-ledger.ts';

const newId = () => makeRunId(systemClock.now(), randomBytes);
const waitFor = { event: 'call.analyzed', deadlineMs: 600_000 };

/** Calls that matched, were dropped, wait and came again; runs that ended, wait, are in review and are driven. */
export async function liveThroughADay(database: LedgerDatabase): Promise<string[]> {
  const catalog = new FlowCatalog();
  const action = (n: number, start: object) => ({
    ...{ kind: 'action' as const, workspace: 'acme', actionId: `018f0000-0000-4000-8000-00000000000${n}` },
    ...{
      name: `Action ${n}`,
      isEnabled: true,
      agentIds: [`agent-${n}`],
      version: { number: 1, document: smallFlow(start) },
    },
  });
  const agent = (n: number) => ({ kind: 'agent' as const, workspace: 'acme', agentId: `agent-${n}`, name: 'One' });
  catalog.apply(4, publishedEntries(agent(1), agent(2), action(1, {}), action(2, { waitFor })));
  const join = new JoinCalls({ catalog, plans: new PlanCache(), newId });
  const intake = new PostgresIntakeLedger({ database, join, newId });
  const admit = (callId: string, agentId: string, outcome = 'completed') => {
    const data = { callId, agentId, outcome };
    const event = {
      id: callId,
      source: 'urn:t',
      type: 'call.ended' as const,
      workspace: undefined,
      occurredAt: new Date(),
      data,
    };
    const arrival = { workspace: 'acme', event, door: 'HTTP', receivedAt: new Date(), provenance: null } as const;
    const judgement = admitCall(catalog, arrival, newId);
    if (!judgement.admitted) throw new Error(judgement.problem.message);
    return judgement.admission;
  };
  const owner = await new PostgresLeaseTable(database, 'test').begin(randomUUID(), 60_000);
  const calls = ['ended', 'due', 'review', 'driven'].map((name) => admit(name, 'agent-1'));
  await intake.keep(
    [...calls, admit('dropped', 'agent-1', 'failed'), admit('waits', 'agent-2'), admit('due', 'agent-1')],
    owner,
  );
  await intake.keep([admit('queued', 'agent-1')], undefined);
  const ids = calls.flatMap(({ openings }) => openings.map(({ identity }) => identity.runId));
  const ledger = new PostgresRunLedger(database);
  const owned = (index: number) => ({ runId: ids[index] ?? '', workspace: 'acme', owner });
  await ledger.end(
    owned(0),
    { seq: 1, facts: [] },
    { status: 'SUCCEEDED', error: null, variables: {}, externalIds: [] },
  );
  await ledger.park(owned(1), undefined, { why: 'due', lane: 'crm', inMs: 60_000 });
  await ledger.park(owned(2), undefined, { why: 'review' });
  return ids;
}

/** What a reader does that finds another topic under the same name. */
export function startTopicAnew(database: LedgerDatabase, place: Place, nextOffset: bigint): Promise<boolean> {
  const events = { keepWithin: () => Promise.reject(new Error('no events come')) };
  return new PostgresRecordLedger({ database, events, newId }).startAnew(place, nextOffset, 0n);
}
