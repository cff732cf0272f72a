import { monitorEventLoopDelay } from 'node:perf_hooks';
import { until } from '@aftercall/dev-harness';
import { ServiceTokenVerifier } from '@aftercall/service-runtime';
import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { aResult, SmallExecutor } from './http/testing/small-executor.ts';

const SEND = `mutation ($input: SendTestRequestInput!) { sendTestRequest(input: $input) {
  result { isSuccess data { kind bytes text isShort json } mapped { variables }
    meta { status startedAt timing { dnsMs totalMs } request { headers { name value } } responseHeaders { name value }
      tls { protocol peer { subject validTo } isClientCertificateAsked } egress { verdict } attempts { number startedAt } inProduction { move } } }
  userErrors { code message path ... on FlowProblem { nodeKey fieldPath severity } } } }`;
describe('Send, asked of an executor', () => {
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
    executor.answer = { status: 200, body: { result: aResult('{"id":"T-1"}') } };
  });
  afterAll(async () => {
    await registry.stop();
    await executor.close();
  });

  const keyOf = async (role: string): Promise<string> =>
    (await registry.data(`mutation { createApiKey(input: { name: "${role}", role: ${role} }) { token } }`)).createApiKey
      .token as string;
  const send = async (input: object, asked: { token?: string; workspace?: string } = {}) =>
    (
      await registry.data(SEND, {
        variables: { input: { flow: referenceFlow(), nodeKey: 'create_ticket', ...input } },
        ...asked,
      })
    ).sendTestRequest;

  describe('Send', () => {
    it('passes on what is asked, and shows what came of it', async () => {
      const sample = { callId: 'c-1', event: { data: { outcome: 'failed' } }, variables: { a: 1 } };
      const answers = [{ nodeKey: 'x', status: 200, headers: [{ name: 'X', value: '1' }], body: { b: 1 } }];
      const { result, userErrors } = await send({ actionId, agentId: 'agent-1', sample, answers, part: 'LOOKUP' });
      expect(executor.asked).toEqual([
        {
          path: '/internal/test-requests',
          workspace: 'default',
          body: {
            actionId,
            agentId: 'agent-1',
            flow: referenceFlow(),
            nodeKey: 'create_ticket',
            part: 'lookup',
            sample: { ...sample, event: { type: 'call.ended', data: { outcome: 'failed' } } },
            answers: [{ ...answers[0], headers: [['X', '1']] }],
          },
        },
      ]);
      expect(userErrors).toEqual([]);
      expect(result).toEqual({
        isSuccess: true,
        data: { kind: 'JSON', bytes: 12, text: '{"id":"T-1"}', isShort: true, json: { id: 'T-1' } },
        mapped: { variables: { id: 'T-1' } },
        meta: {
          status: 200,
          startedAt: '2026-11-20T09:00:00.000Z',
          timing: { dnsMs: 1, totalMs: 15 },
          request: { headers: [{ name: 'authorization', value: '[secret]' }] },
          responseHeaders: [{ name: 'content-type', value: 'application/json' }],
          tls: {
            protocol: 'TLSv1.3',
            peer: { subject: 'CN=desk.example', validTo: '2027-01-01T00:00:00.000Z' },
            isClientCertificateAsked: false,
          },
          egress: { verdict: 'PUBLIC' },
          attempts: [{ number: 1, startedAt: '2026-11-20T09:00:00.000Z' }],
          inProduction: { move: 'DONE' },
        },
      });
    });

    it('has every field of an attempt that it shares with runs', async () => {
      const type = '{ __type(name: "NAME") { fields { name type { kind ofType { kind } } } } }';
      const leaves = async (name: string): Promise<string> => {
        const { __type: shown } = await registry.data(type.replace('NAME', name));
        return shown.fields
          .map((field: { name: string }) => (field.name === 'headers' ? 'headers { name value }' : field.name))
          .join(' ');
      };
      const [request, response] = [await leaves('AttemptRequest'), await leaves('AttemptResponse')];
      const query = `mutation ($input: SendTestRequestInput!) { sendTestRequest(input: $input) { result { meta { request { ${request} } attempts { number status durationMs cause { code } request { ${request} } response { ${response} } } } } } }`;
      const input = { flow: referenceFlow(), nodeKey: 'create_ticket' };
      const answer = await registry.ask(query, { variables: { input } });
      expect(answer.errors).toBeUndefined();
      expect(answer.data.sendTestRequest.result.meta.attempts).toMatchObject([{ response: { status: 200 } }]);
    });

    it('adds what is pinned beside the draft, unless a run says what was answered', async () => {
      const pin = `mutation ($id: ID!) { savePinnedSample(input: { actionId: $id, nodeKey: "create_ticket", status: 201, headers: { A: "1" }, body: { id: "T-pin" } }) { userErrors { code message } } }`;
      expect((await registry.data(pin, { variables: { id: actionId } })).savePinnedSample.userErrors).toEqual([]);
      const pinned = { nodeKey: 'create_ticket', status: 201, headers: [['a', '1']], body: { id: 'T-pin' } };
      const typed = { nodeKey: 'create_ticket', status: 404 };
      await send({ actionId });
      await send({ actionId, answers: [typed] });
      await send({ actionId, sample: { runId: 'r-1' } });
      await send({});
      await send({ actionId }, { workspace: 'other' });
      expect(executor.asked.map(({ body }) => body.answers)).toEqual([[pinned], [{ ...typed, headers: [] }], [], []]);
    });

    it('gives as much of the body as is asked for', async () => {
      executor.answer = { status: 200, body: { result: aResult(`"${'é'.repeat(300_000)}"`) } };
      const query = `mutation ($input: SendTestRequestInput!) { sendTestRequest(input: $input) { result { data { isShort usual: text short: text(first: 3) whole: text(first: null) none: text(first: -1) } } } }`;
      const input = { flow: referenceFlow(), nodeKey: 'create_ticket' };
      const { data } = (await registry.data(query, { variables: { input } })).sendTestRequest.result;
      expect([data.isShort, data.usual.length, data.short, data.whole.length, data.none]).toEqual([
        false,
        262_144,
        '"éé',
        300_002,
        '',
      ]);
    });

    it('lets 10 MB through and answers others meanwhile', async () => {
      const rows = Array.from({ length: 160_000 }, (_, id) => ({
        id,
        name: `customer number ${id}`,
        tags: ['a', 'b'],
      }));
      const text = JSON.stringify(rows);
      expect(text.length).toBeGreaterThan(9 * 1024 * 1024);
      executor.answer = { status: 200, body: { result: aResult(text) } };
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const query = `mutation ($input: SendTestRequestInput!) { sendTestRequest(input: $input) { result { data { bytes text isShort } } } }`;
      const input = { flow: referenceFlow(), nodeKey: 'create_ticket' };
      const [sent, viewer] = await Promise.all([
        registry.data(query, { variables: { input } }),
        registry.data('{ viewer { name } }'),
      ]);
      delay.disable();
      expect(sent.sendTestRequest.result.data).toMatchObject({ bytes: text.length, isShort: false });
      expect(sent.sendTestRequest.result.data.text).toHaveLength(262_144);
      expect(viewer.viewer.name).toBe('bootstrap');
      expect(delay.max / 1e6).toBeLessThan(1000);
    });

    it('needs the role editor', async () => {
      for (const role of ['VIEWER', 'OPERATOR']) {
        const refused = await send({}, { token: await keyOf(role) });
        expect(refused).toMatchObject({ result: null, userErrors: [{ code: 'FORBIDDEN' }] });
      }
      expect(executor.asked).toEqual([]);
      expect(await send({}, { token: await keyOf('EDITOR') })).toMatchObject({ userErrors: [] });
    });

    it("says what is wrong: another workspace's action is an unknown one", async () => {
      for (const [id, workspace] of [
        ['no-id', 'default'],
        ['018f0000-0000-4000-8000-000000000009', 'default'],
        [actionId, 'other'],
      ] as const) {
        expect((await send({ actionId: id }, { workspace })).userErrors).toMatchObject([
          { code: 'NOT_FOUND', path: ['input', 'actionId'] },
        ]);
      }
      expect((await send({ flow: { a: 'half \ud800' } })).userErrors).toMatchObject([
        { code: 'INVALID', path: ['input', 'flow'] },
      ]);
      expect(executor.asked).toEqual([]);
    });

    it("passes the executor's problems on", async () => {
      const finding = {
        code: 'E_REQUIRED',
        severity: 'ERROR',
        nodeKey: 'n',
        fieldPath: 'config.url',
        message: 'm',
        path: ['input', 'flow'],
      };
      const late = { code: 'RATE_LIMITED', message: 'come again in 2 s', path: [] };
      executor.answer = { status: 200, body: { problems: [finding, late] } };
      expect(await send({})).toEqual({
        result: null,
        userErrors: [finding, { ...late, path: null }],
      });
    });

    it.each([
      ['is not there', { status: 503, body: {} }],
      ['is of another version', { status: 200, body: { result: { secret: 's3cret' } } }],
      ['does not know the route', { status: 404, body: {} }],
    ])('with an executor that %s says so, with a remedy', async (_what, answer) => {
      executor.answer = answer;
      const asked = await registry.ask(SEND, {
        variables: { input: { flow: referenceFlow(), nodeKey: 'create_ticket' } },
      });
      expect(asked).toMatchObject({
        data: null,
        errors: [
          {
            message: expect.stringContaining('EXECUTOR_URL') as string,
            path: ['sendTestRequest'],
            extensions: { code: 'EXECUTOR_UNAVAILABLE', requestId: expect.any(String) as string },
          },
        ],
      });
      expect(JSON.stringify([asked, registry.logLines])).not.toContain('s3cret');
    });

    it('hangs up on the executor when the caller does', async () => {
      executor.answer = undefined;
      const stop = new AbortController();
      const asked = fetch(registry.url('/graphql'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}` },
        body: JSON.stringify({
          query: SEND,
          variables: { input: { flow: referenceFlow(), nodeKey: 'create_ticket' } },
        }),
        signal: stop.signal,
      });
      await until(() => executor.openCount === 1, { what: 'the executor to be asked' });
      stop.abort();
      await expect(asked).rejects.toThrow('abort');
      await until(() => executor.openCount === 0, { what: 'the registry to hang up' });
    });
  });
});
