import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';

const RUNS =
  'query ($first: Int, $after: String, $filter: RunFilter) { runs(first: $first, after: $after, filter: $filter) { nodes { id status } pageInfo { hasNextPage endCursor } } }';

describe('reading runs', () => {
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

  const attempt = (number: number, status: string, response: object | null): object => ({
    kind: 'attempt',
    node: 'create_ticket',
    number,
    status,
    isCounted: true,
    cause: response === null ? { code: 'TIMEOUT', message: 'no answer within 10000 ms' } : null,
    startedAt: '2026-11-20T09:01:06.000Z',
    durationMs: 12.5,
    request: {
      method: 'POST',
      url: 'https://desk.example/tickets',
      headers: [['X-Call', 'c-1']],
      body: '{"summary":"private"}',
    },
    response,
  });
  const step = (node: string, status: string, port: string | null): object => ({
    kind: 'step',
    node,
    status,
    port,
    writes: node === 'create_ticket' ? { ticketId: 'T-1' } : null,
    externalIds: [],
    cause: null,
  });

  it('shows every step but Start in plan order, with its attempts', async () => {
    const answer = {
      status: 201,
      headers: [['content-type', 'application/json']],
      body: { id: 'T-1' },
      bodyBytes: 12,
      isTruncated: false,
    };
    const id = await ledger.addRun({
      workspace: 'default',
      actionId,
      callId: 'c-1001',
      variables: { ticketId: 'T-1' },
      externalIds: ['T-1'],
      facts: [
        step('route', 'SUCCEEDED', 'yes'),
        attempt(1, 'IN_DOUBT', null),
        attempt(2, 'SUCCEEDED', answer),
        step('create_ticket', 'SUCCEEDED', 'success'),
        step('note', 'SKIPPED', null),
      ],
    });
    const { runs } = await registry.data(
      'query { runs(first: 10, filter: { callId: "c-1001" }) { nodes { id status call { id outcome } version { number } steps { key kind status attempts { number status durationMs request { method url } response { status } } } variables } } }',
    );
    expect(runs.nodes).toEqual([
      {
        id,
        status: 'SUCCEEDED',
        call: { id: 'c-1001', outcome: 'completed' },
        version: { number: 1 },
        steps: [
          { key: 'route', kind: 'DECISION', status: 'SUCCEEDED', attempts: [] },
          {
            key: 'create_ticket',
            kind: 'API_REQUEST',
            status: 'SUCCEEDED',
            attempts: [
              {
                number: 1,
                status: 'IN_DOUBT',
                durationMs: 12.5,
                request: { method: 'POST', url: 'https://desk.example/tickets' },
                response: null,
              },
              {
                number: 2,
                status: 'SUCCEEDED',
                durationMs: 12.5,
                request: { method: 'POST', url: 'https://desk.example/tickets' },
                response: { status: 201 },
              },
            ],
          },
          { key: 'note', kind: 'SET_VARIABLE', status: 'SKIPPED', attempts: [] },
        ],
        variables: { ticketId: 'T-1' },
      },
    ]);
    const one = await registry.data(
      'query ($id: ID!) { run(id: $id) { externalIds error { code } action { id name } steps { name port writes cause { code } attempts { cause { code message } request { headers { name value } body } response { body bodyBytes isTruncated } } } } }',
      { variables: { id } },
    );
    expect(one.run).toMatchObject({ externalIds: ['T-1'], error: null, action: { id: actionId, name: 'Notify CRM' } });
    expect(one.run.steps[1]).toEqual({
      name: 'Create ticket',
      port: 'success',
      writes: { ticketId: 'T-1' },
      cause: null,
      attempts: [
        {
          cause: { code: 'TIMEOUT', message: 'no answer within 10000 ms' },
          request: { headers: [{ name: 'X-Call', value: 'c-1' }], body: '{"summary":"private"}' },
          response: null,
        },
        {
          cause: null,
          request: { headers: [{ name: 'X-Call', value: 'c-1' }], body: '{"summary":"private"}' },
          response: { body: { id: 'T-1' }, bodyBytes: 12, isTruncated: false },
        },
      ],
    });
  });

  it('shows a viewer that a request was sent, but not what was in it', async () => {
    const make = 'mutation { createApiKey(input: { name: "viewer", role: VIEWER }) { token } }';
    const { token } = (await registry.data(make)).createApiKey;
    const query =
      '{ runs(filter: { callId: "c-1001" }) { nodes { steps { key attempts { request { url body } response { status body } } } } } }';
    const seen = await registry.data(query, { token });
    expect(seen.runs.nodes[0].steps[1].attempts[1]).toEqual({
      request: { url: 'https://desk.example/tickets', body: null },
      response: { status: 201, body: null },
    });
    expect(JSON.stringify(seen)).not.toContain('private');
  });

  it('calls a node PENDING that was not reached', async () => {
    const id = await ledger.addRun({
      workspace: 'default',
      actionId,
      callId: 'c-pending',
      status: 'RUNNING',
      facts: [step('route', 'SUCCEEDED', 'yes')],
    });
    const { run } = await registry.data('query ($id: ID!) { run(id: $id) { steps { key status } } }', {
      variables: { id },
    });
    expect(run.steps).toEqual([
      { key: 'route', status: 'SUCCEEDED' },
      { key: 'create_ticket', status: 'PENDING' },
      { key: 'note', status: 'PENDING' },
    ]);
  });

  it('keeps the runs of another workspace to itself', async () => {
    const id = await ledger.addRun({ workspace: 'other', actionId, callId: 'c-1001' });
    await ledger.addEvent({ workspace: 'other', callId: 'c-of-other' });
    expect((await registry.data('query ($id: ID!) { run(id: $id) { id } }', { variables: { id } })).run).toBeNull();
    expect((await registry.data('{ call(id: "c-of-other") { id } }')).call).toBeNull();
    expect((await registry.data(RUNS, { variables: { filter: { callId: 'c-1001' } } })).runs.nodes).toHaveLength(1);
    expect(
      (await registry.data(RUNS, { workspace: 'other', variables: { filter: { callId: 'c-1001' } } })).runs.nodes,
    ).toEqual([{ id, status: 'SUCCEEDED' }]);
  });

  it('pages through runs, newest first, none twice and none left out', async () => {
    const ids: string[] = [];
    const day = 86_400_000;
    for (let index = 0; index < 7; index += 1) {
      const openedAt = new Date(Date.now() - (index % 2) * day + index * 1000);
      ids.push(await ledger.addRun({ workspace: 'default', actionId, callId: 'c-paged', openedAt }));
    }
    const filter = { callId: 'c-paged' };
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { runs } = await registry.data(RUNS, { variables: { first: 3, after, filter } });
      seen.push(...runs.nodes.map((node: { id: string }) => node.id));
      after = runs.pageInfo.hasNextPage ? (runs.pageInfo.endCursor as string) : null;
    } while (after !== null);
    expect(seen).toEqual([...ids].sort().reverse());
  });

  it('filters runs', async () => {
    const openedAt = new Date(Date.now() - 3_600_000);
    const id = await ledger.addRun({
      workspace: 'default',
      actionId,
      callId: 'c-filter',
      agentId: 'agent-f',
      status: 'FAILED',
      externalIds: ['T-77'],
      openedAt,
      error: { code: 'STEP_FAILED', message: 'create_ticket failed' },
    });
    const [before, after] = [new Date(openedAt.getTime() - 1), new Date(openedAt.getTime() + 1)];
    const found = async (filter: object): Promise<string[]> =>
      (await registry.data(RUNS, { variables: { filter } })).runs.nodes.map((node: { id: string }) => node.id);
    for (const filter of [
      { callId: 'c-filter' },
      { agentId: 'agent-f' },
      { status: ['FAILED'] },
      { status: 'FAILED' },
      { externalId: 'T-77' },
      { from: before, to: after, actionId, status: ['FAILED', 'QUEUED'] },
    ]) {
      expect(await found(filter)).toEqual([id]);
    }
    for (const filter of [
      { callId: 'c-none' },
      { callId: 'c-filter', to: openedAt },
      { callId: 'c-filter', from: after },
      { actionId: 'no-id' },
      { externalId: 'T-' },
      { callId: 'a\u0000' },
      { status: [] },
    ]) {
      expect(await found(filter)).toEqual([]);
    }
    expect(
      (await registry.data('query ($id: ID!) { run(id: $id) { error { code message } } }', { variables: { id } })).run
        .error,
    ).toEqual({ code: 'STEP_FAILED', message: 'create_ticket failed' });
  });

  it('with the ledger away says so by a code, and answers everything else', async () => {
    const replica = await registry.startReplica({ LEDGER_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    const answer = await registry.ask(
      '{ runs { nodes { id } } call(id: "c-1001") { id } agents { nodes { agentId } } }',
      {},
      replica,
    );
    expect(answer.data).toEqual({ runs: null, call: null, agents: { nodes: [] } });
    expect(answer.errors?.map((error) => [error.path, error.extensions.code])).toEqual([
      [['runs'], 'LEDGER_UNAVAILABLE'],
      [['call'], 'LEDGER_UNAVAILABLE'],
    ]);
    const line = registry.logLines.find((one) => one['code'] === 'LEDGER_UNAVAILABLE');
    expect(line?.['requestId']).toBe(answer.errors?.[0]?.extensions.requestId);
    expect(JSON.stringify(answer)).not.toContain('127.0.0.1');
    expect(JSON.stringify(line)).toContain('stack');
  });
});
