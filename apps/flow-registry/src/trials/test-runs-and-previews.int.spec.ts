import { ServiceTokenVerifier } from '@aftercall/service-runtime';
import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { aTestRun, SmallExecutor } from './http/testing/small-executor.ts';

const RUN = `mutation ($input: StartTestRunInput!) { startTestRun(input: $input) {
  testRun { status callId startedAt steps { key kind status retryInMs answer cause { code } attempts { number } } variables }
  userErrors { code path } } }`;
const PREVIEW = `query ($id: ID!, $last: Int, $flow: FlowDocument) { previewReplay(actionId: $id, last: $last, flow: $flow) {
  liveVersion callCount changedCount callsWithChangedRequests
  calls { callId isChanged live { isHeard reason { code } } draft { path { key kind } } requests { nodeKey change draft { headers { name value } } } } } }`;

describe('trials, asked of an executor', () => {
  const executor = new SmallExecutor();
  let registry: RunningRegistry;
  let actionId: string;
  beforeAll(async () => {
    registry = await RunningRegistry.start({ EXECUTOR_URL: await executor.listen() });
    executor.tokens = new ServiceTokenVerifier({ trustedKeys: registry.trustedKeys, audience: 'executor' });
    await registry.data('mutation { createWorkspace(input: { id: "other", name: "Other" }) { userErrors { code } } }');
    const create = 'mutation { createAction(input: { name: "Notify CRM" }) { action { id } } }';
    actionId = (await registry.data(create)).createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
    await registry.data(save, { variables: { id: actionId, flow: referenceFlow() } });
  });
  beforeEach(() => {
    executor.asked.length = 0;
  });
  afterAll(async () => {
    await registry.stop();
    await executor.close();
  });

  const keyOf = async (role: string): Promise<string> =>
    (await registry.data(`mutation { createApiKey(input: { name: "${role}", role: ${role} }) { token } }`)).createApiKey
      .token as string;
  describe('a test run', () => {
    const start = async (input: object) => (await registry.data(RUN, { variables: { input } })).startTestRun;
    beforeEach(() => {
      executor.answer = { status: 200, body: { run: aTestRun() } };
    });

    it('is of the draft, of a flow, or of a version; what is pinned answers where nothing is sent', async () => {
      const pin = `mutation ($id: ID!) { savePinnedSample(input: { actionId: $id, nodeKey: "create_ticket", status: 201 }) { userErrors { code } } }`;
      await registry.data(pin, { variables: { id: actionId } });
      const { testRun, userErrors } = await start({ actionId, upTo: 'create_ticket' });
      expect(userErrors).toEqual([]);
      expect(testRun).toEqual({
        status: 'WAITING',
        callId: 'c-1',
        startedAt: '2026-11-20T09:00:00.000Z',
        steps: [
          {
            key: 'create_ticket',
            kind: 'API_REQUEST',
            status: 'WAITING',
            retryInMs: 30_000,
            answer: 'SENT',
            cause: { code: 'STATUS_NOT_SUCCESS' },
            attempts: [],
          },
        ],
        variables: { a: 1 },
      });
      await start({ flow: { typed: true }, targets: 'REAL' });
      await registry.data(
        'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2, note: "first" }) { userErrors { code } } }',
        { variables: { id: actionId } },
      );
      await start({ actionId, version: 1, targets: 'REAL' });
      expect(executor.asked.map(({ path, body }) => [path, body.targets, body.upTo, body.answers])).toEqual([
        ['/internal/test-runs', 'mocked', 'create_ticket', [{ nodeKey: 'create_ticket', status: 201, headers: [] }]],
        ['/internal/test-runs', 'real', null, []],
        ['/internal/test-runs', 'real', null, []],
      ]);
      expect(executor.asked.map(({ body }) => body.flow)).toEqual([
        referenceFlow(),
        { typed: true },
        expect.objectContaining({ format: 1 }),
      ]);
    });

    it('says what is wrong with what is asked', async () => {
      const cases: [object, string, string][] = [
        [{}, 'INVALID', 'flow'],
        [{ actionId, version: 1, flow: referenceFlow() }, 'INVALID', 'version'],
        [{ actionId, version: 99 }, 'NOT_FOUND', 'version'],
        [{ actionId: 'nope' }, 'NOT_FOUND', 'actionId'],
      ];
      for (const [input, code, field] of cases) {
        expect(await start(input)).toEqual({ testRun: null, userErrors: [{ code, path: ['input', field] }] });
      }
      expect(executor.asked).toEqual([]);
    });
  });

  describe('a preview', () => {
    const call = {
      callId: 'c-1',
      agentId: 'agent-1',
      eventType: 'call.ended.v1',
      receivedAt: '2026-11-20T09:00:00.000Z',
      isChanged: true,
      summary: 'create_ticket is sent.',
      live: { isHeard: false, reason: { code: 'NOT_PUBLISHED', message: 'm' }, end: null, path: [] },
      draft: {
        isHeard: true,
        reason: null,
        end: 'SUCCEEDED',
        path: [
          {
            key: 'create_ticket',
            name: 'n',
            kind: 'apiRequest',
            state: 'SUCCEEDED',
            port: 'success',
            isUncertain: false,
            problem: null,
          },
        ],
      },
      requests: [
        {
          nodeKey: 'create_ticket',
          name: 'n',
          change: 'ADDED',
          changes: [],
          live: null,
          draft: { method: 'GET', url: 'https://desk.example/', headers: [['a', 'b']], body: null },
          isUncertain: false,
          answer: 'UNKNOWN',
        },
      ],
    };
    const same = { ...call, callId: 'c-2', isChanged: false, requests: [{ ...call.requests[0], change: 'SAME' }] };
    beforeEach(() => {
      executor.answer = { status: 200, body: { calls: [call, same] } };
    });
    const preview = (variables: object, asked: object = {}) => registry.ask(PREVIEW, { variables, ...asked });

    it('asks with the draft, what is live, and the agents, and adds up', async () => {
      const { data } = await preview({ id: actionId });
      expect(data.previewReplay).toMatchObject({
        callCount: 2,
        changedCount: 1,
        callsWithChangedRequests: ['c-1'],
        calls: [
          {
            callId: 'c-1',
            draft: { path: [{ kind: 'API_REQUEST' }] },
            requests: [{ change: 'ADDED', draft: { headers: [{ name: 'a', value: 'b' }] } }],
          },
          { callId: 'c-2', requests: [{ change: 'SAME' }] },
        ],
      });
      await preview({ id: actionId, last: 100, flow: { typed: true } });
      expect(executor.asked.map(({ body }) => [body.last, body.draft])).toEqual([
        [20, referenceFlow()],
        [100, { typed: true }],
      ]);
    });

    it('names the argument that cannot be', async () => {
      for (const [variables, argument, code] of [
        [{ id: actionId, last: 0 }, 'last', 'INVALID'],
        [{ id: actionId, last: 101 }, 'last', 'INVALID'],
        [{ id: 'nope' }, 'actionId', 'NOT_FOUND'],
      ] as const) {
        const { errors } = await preview(variables);
        expect(errors).toMatchObject([{ extensions: { argument, code } }]);
        expect(errors?.[0]?.message).not.toContain(code);
      }
      expect((await preview({ id: actionId }, { workspace: 'other' })).errors).toMatchObject([
        { extensions: { argument: 'actionId', code: 'NOT_FOUND' } },
      ]);
      executor.answer = {
        status: 200,
        body: { problems: [{ code: 'E_URL', severity: 'ERROR', message: 'm', path: ['flow'] }] },
      };
      expect((await preview({ id: actionId })).errors).toMatchObject([
        { message: 'E_URL: m', extensions: { argument: 'flow', code: 'INVALID' } },
      ]);
    });

    it('needs the role editor', async () => {
      expect((await preview({ id: actionId }, { token: await keyOf('OPERATOR') })).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    });
  });
});
