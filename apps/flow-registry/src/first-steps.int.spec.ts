import { referenceFlow } from './testing/reference-flow.ts';
import { RunningRegistry } from './testing/postgres/running-registry.ts';

describe('the first calls of a platform team', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
  });
  afterAll(() => registry.stop());

  it('register an agent, make an action, save a draft, publish it', async () => {
    const registered = await registry.data(
      'mutation { registerAgent(input: { agentId: "agent-billing", name: "Billing", endNodes: [{ id: "end-resolved", name: "Resolved" }] }) { agent { agentId } userErrors { code message path } } }',
    );
    expect(registered).toEqual({ registerAgent: { agent: { agentId: 'agent-billing' }, userErrors: [] } });

    const created = await registry.data(
      'mutation { createAction(input: { name: "Notify CRM", agentIds: ["agent-billing"] }) { action { id draft { revision } } userErrors { code message path } } }',
    );
    expect(created.createAction).toMatchObject({ action: { draft: { revision: 1 } }, userErrors: [] });
    const id = created.createAction.action.id as string;

    const saved = await registry.data(
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { action { draft { revision problems { code nodeKey fieldPath message } } } userErrors { code message } } }',
      { variables: { id, flow: referenceFlow() } },
    );
    expect(saved.saveDraft).toEqual({
      action: { draft: { revision: 2, problems: expect.any(Array) } },
      userErrors: [],
    });

    const published = await registry.data(
      'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2, note: "first" }) { version { number liveOn { executors seen } } userErrors { code message } } }',
      { variables: { id } },
    );
    expect(published.publishVersion).toEqual({
      version: { number: 1, liveOn: { executors: 0, seen: 0 } },
      userErrors: [],
    });

    const { runs } = await registry.data(
      'query { runs(first: 10, filter: { callId: "c-1001" }) { nodes { id status call { id outcome } version { number } steps { key kind status attempts { number status durationMs request { method url } response { status } } } variables } } }',
    );
    expect(runs).toEqual({ nodes: [] });
  });

  it('tells everybody on the way to keep no answer', async () => {
    const answer = await fetch(registry.url('/graphql'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}` },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
