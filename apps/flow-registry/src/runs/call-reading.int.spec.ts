import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';

describe('reading calls', () => {
  let registry: RunningRegistry;
  let ledger: WrittenLedger;
  let actionId: string;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    ledger = await WrittenLedger.open(registry.database.urls.admin);
    await registry.data('mutation { createWorkspace(input: { id: "other", name: "Other" }) { userErrors { code } } }');
    const create = 'mutation { createAction(input: { name: "Notify CRM" }) { action { id } } }';
    actionId = (await registry.data(create)).createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
    await registry.data(save, { variables: { id: actionId, flow: referenceFlow() } });
    await registry.data(
      'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2 }) { userErrors { code } } }',
      {
        variables: { id: actionId },
      },
    );
  });
  afterAll(async () => {
    await ledger.close();
    await registry.stop();
  });

  it('tells the story of a call: its events, what each action did and why', async () => {
    const runId = await ledger.addRun({ workspace: 'default', actionId, callId: 'c-story' });
    const reason = { code: 'OUTCOME_NOT_CHOSEN', message: 'completed only' };
    const other = '00000000-0000-4000-8000-000000000001';
    const told = (id: string, run: string | null, why: object | null): object => ({
      actionId: id,
      actionName: 'N',
      version: 1,
      runId: run,
      reason: why,
    });
    await ledger.addEvent({
      workspace: 'default',
      callId: 'c-story',
      duplicates: 2,
      actions: [told(actionId, runId, null), told(other, null, reason)],
    });
    const notHeard = { code: 'EVENT_NOT_HEARD', message: 'it hears call.ended' };
    await ledger.addEvent({
      workspace: 'default',
      callId: 'c-story',
      eventType: 'call.analyzed',
      outcome: null,
      disposition: 'DROPPED',
      reason: { code: 'NO_ACTION', message: 'none' },
      receivedAt: new Date(Date.now() + 1000),
      actions: [told(actionId, null, notHeard), told(other, null, notHeard)],
    });
    const { call } = await registry.data(
      '{ call(id: "c-story") { id agentId outcome events { id type door disposition reason { code } duplicates topic partition offset } actions { action { id } actionName run { id } reason { code message } } runs { id } } }',
    );
    expect(call).toEqual({
      id: 'c-story',
      agentId: 'agent-1',
      outcome: 'completed',
      events: [
        {
          id: 'event-of-c-story',
          type: 'call.ended.v1',
          door: 'HTTP',
          disposition: 'MATCHED',
          reason: null,
          duplicates: 2,
          topic: null,
          partition: null,
          offset: null,
        },
        {
          id: 'event-of-c-story',
          type: 'call.analyzed.v1',
          door: 'HTTP',
          disposition: 'DROPPED',
          reason: { code: 'NO_ACTION' },
          duplicates: 0,
          topic: null,
          partition: null,
          offset: null,
        },
      ],
      actions: [
        { action: { id: actionId }, actionName: 'N', run: { id: runId }, reason: null },
        { action: null, actionName: 'N', run: null, reason },
      ],
      runs: [{ id: runId }],
    });
  });

  it('shows what an event brought, to those who may see bodies, while it is kept', async () => {
    const data = { callId: 'c-data', agentId: 'agent-1', outcome: 'completed', summary: 'private' };
    await ledger.addEvent({ workspace: 'default', callId: 'c-data', data });
    await ledger.addEvent({ workspace: 'default', callId: 'c-data', eventType: 'call.analyzed', outcome: null });
    const query = '{ call(id: "c-data") { events { type data } } }';
    expect((await registry.data(query)).call.events).toEqual([
      { type: 'call.ended.v1', data },
      { type: 'call.analyzed.v1', data: null },
    ]);
    const make = 'mutation { createApiKey(input: { name: "viewer", role: VIEWER }) { token } }';
    const { token } = (await registry.data(make)).createApiKey;
    expect(JSON.stringify(await registry.data(query, { token }))).not.toContain('private');
  });

  it('pages through calls, each once, by the last event that fits', async () => {
    for (let index = 0; index < 5; index += 1) {
      const receivedAt = new Date(Date.now() - 10_000 + index * 10);
      await ledger.addEvent({
        workspace: 'other',
        callId: `c-${index}`,
        outcome: 'failed',
        agentId: 'agent-p',
        receivedAt,
      });
      await ledger.addEvent({
        workspace: 'other',
        callId: `c-${index}`,
        eventType: 'call.analyzed',
        outcome: null,
        agentId: 'agent-p',
      });
    }
    const query =
      'query ($after: String, $filter: CallFilter) { calls(first: 2, after: $after, filter: $filter) { nodes { id outcome } pageInfo { hasNextPage endCursor } } }';
    for (const filter of [{ agentId: 'agent-p' }, { outcome: 'failed' }]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { calls } = await registry.data(query, { workspace: 'other', variables: { after, filter } });
        seen.push(...calls.nodes.map((node: { id: string; outcome: string }) => `${node.id} ${node.outcome}`));
        after = calls.pageInfo.hasNextPage ? (calls.pageInfo.endCursor as string) : null;
      } while (after !== null);
      expect(seen).toEqual(['c-4 failed', 'c-3 failed', 'c-2 failed', 'c-1 failed', 'c-0 failed']);
    }
  });
});
