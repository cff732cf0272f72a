import type { IncomingMessage } from 'node:http';
import { leakGuard } from '@aftercall/dev-harness';
import type { Json } from '@aftercall/flow-model';
import { aFlow, aQuestion, TrialWorld } from '../http/testing/trial-world.ts';
import { SendTestRequest } from './send-test-request.ts';

describe('Send', () => {
  let world: TrialWorld;
  beforeEach(() => {
    world = new TrialWorld();
  });
  afterEach(() => world.close());

  it('shows the answer, the exchange and what the mapping reads', async () => {
    const seen: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
    const origin = await world.target(({ method, url, headers }, response) => {
      seen.push({ method, url, headers });
      response
        .writeHead(201, 'Made', { 'content-type': 'application/json' })
        .end('{"id": 12345678901234567890, "a": [1]}');
    });
    world.constants['DESK'] = origin;
    const result = await world.send({
      method: 'POST',
      url: '{{env.DESK}}/tickets',
      query: [{ name: 'source', value: '{{interaction.OUTCOME}}' }],
      headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
      body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
      mapping: [
        { variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true },
        { variable: 'gone', path: '$.b', type: 'string', required: true },
      ],
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/tickets?source=completed',
      headers: {
        'x-call': 'test-call',
        'content-type': 'application/json',
        'user-agent': 'aftercall/test',
      },
    });
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[\da-f]{64}$/);
    expect(result).toMatchObject({
      isSuccess: true,
      data: {
        kind: 'JSON',
        contentType: 'application/json',
        text: '{"id": 12345678901234567890, "a": [1]}',
        bytes: 38,
        isTruncated: false,
        problem: null,
      },
      failure: null,
      mapped: {
        variables: { ticketId: '12345678901234567890' },
        externalIds: [{ name: 'ticketId', value: '12345678901234567890' }],
        problems: [{ variable: 'gone' }],
      },
      meta: {
        status: 201,
        statusText: 'Made',
        httpVersion: '1.1',
        finalUrl: `${origin}/tickets?source=completed`,
        timing: {
          dnsMs: null,
          tcpMs: expect.any(Number) as number,
          tlsMs: null,
          totalMs: expect.any(Number) as number,
        },
        request: { method: 'POST', body: '{"call":"test-call"}' },
        requestBytes: 20,
        responseBytes: 38,
        tls: null,
        egress: { verdict: 'ALLOWED_BY_OPERATOR', address: '127.0.0.1', reason: 'loopback' },
        attempts: [{ number: 1, status: 'SUCCEEDED', response: { status: 201, body: null } }],
        inProduction: { move: 'DONE' },
      },
    });
  });

  it('asks with a key of its own each time, never with that of a run', async () => {
    const keys: unknown[] = [];
    const origin = await world.target((request, response) => {
      keys.push(request.headers['idempotency-key']);
      response.end();
    });
    const config = { method: 'POST', url: origin, body: { type: 'json', json: {} } };
    await world.send(config);
    expect((await world.send(config)).data).toBeNull();
    expect(new Set(keys).size).toBe(2);
  });

  it('takes its values from the sample: a past call, a past run, answers before, typed ones', async () => {
    const asked: string[] = [];
    const origin = await world.target((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    const data = { callId: 'c-1', agentId: 'a-1', outcome: 'completed', variables: { customer: 'K-1' } };
    const call = {
      callId: 'c-1',
      agentId: 'a-1',
      eventType: 'call.ended' as const,
      receivedAt: new Date(),
      data,
      isAnalyzed: true,
    };
    const response = {
      status: 200,
      headers: [['X-No', '7']] as [string, string][],
      body: { id: 'T-run' } as Json,
      bodyBytes: 1,
      isTruncated: false,
    };
    world.past.add('acme', call, {
      runId: 'r-1',
      actionId: 'x',
      steps: new Map([['first', { status: 'SUCCEEDED', writes: { ticket: 'T-run' }, response }]]),
    });
    const flow = aFlow(
      [
        {
          key: 'first',
          kind: 'apiRequest',
          config: { url: origin, mapping: [{ variable: 'ticket', path: '$.id', default: 'none' }] },
        },
        { key: 'name', kind: 'setVariable', config: { assignments: [{ variable: 'label', value: '{{ticket}}!' }] } },
        {
          key: 'ask',
          kind: 'apiRequest',
          config: {
            url: `${origin}/{{interaction.CALL_ID}}/{{customer|nobody}}/{{label}}/{{steps.first.response.headers["x-no"]|0}}`,
          },
        },
        { key: 'half', kind: 'apiRequest', config: { url: '{{ broken' } },
      ],
      ['start.next first', 'first.success name', 'name.next ask', 'ask.success half'],
      { variables: [{ name: 'customer', sample: 'K-declared' }] },
    );
    const answers = [
      { nodeKey: 'first', status: 200, headers: [['x-no', '9'] as [string, string]], body: { id: 'T-pin' } },
    ];
    await world.send({}, { flow });
    await world.send({}, { flow, sample: { callId: 'c-1' } });
    await world.send({}, { flow, sample: { runId: 'r-1' } });
    await world.send({}, { flow, sample: { runId: 'r-1' }, answers });
    await world.send({}, { flow, sample: { variables: { customer: 'K-typed', label: 'L' } }, answers });
    const event = { type: 'call.ended' as const, data: { callId: 'c-typed', variables: {} } };
    await world.send({}, { flow, sample: { callId: 'c-1', event } });
    expect(asked).toEqual([
      '/test-call/K-declared/none!/0',
      '/c-1/K-1/none!/0',
      '/c-1/K-1/T-run!/7',
      '/c-1/K-1/T-pin!/9',
      '/test-call/K-typed/L/9',
      '/c-typed/nobody/none!/0',
    ]);
  });

  it('sends the look-up of a node', async () => {
    const origin = await world.target((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"found": true, "id": "T-1"}');
    });
    const lookup = {
      url: `${origin}/by-key`,
      found: 'response.body.found == true',
      mapping: [{ variable: 'ticket', path: '$.id' }],
    };
    const idempotency = { inDoubt: 'lookup', lookup };
    const result = await world.send({ method: 'POST', url: `${origin}/tickets`, idempotency }, { part: 'lookup' });
    expect(result).toMatchObject({
      meta: { request: { method: 'GET', url: `${origin}/by-key` } },
      mapped: { found: true, variables: { ticket: 'T-1' } },
    });
    expect((await world.send({ url: origin }, { part: 'lookup' })).failure).toMatchObject({ code: 'LOOKUP_MISSING' });
  });

  it.each<[string, object, string[]]>([
    ['a node that is not there', { nodeKey: 'nope' }, ['NOT_FOUND', 'input.nodeKey']],
    ['a node that is no request', { nodeKey: 'start' }, ['INVALID', 'input.nodeKey']],
    ['a flow that is none', { flow: 7 }, ['NOT_FOUND', 'input.nodeKey']],
    ['a call that nobody knows', { sample: { callId: 'c-nope' } }, ['NOT_FOUND', 'input.sample.callId']],
    ['a run that nobody knows', { sample: { runId: 'r-nope' } }, ['NOT_FOUND', 'input.sample.runId']],
    [
      'an event that is none',
      { sample: { event: { type: 'call.ended', data: { outcome: 7 } } } },
      ['INVALID', 'input.sample.event.data.outcome'],
    ],
  ])('says what is wrong with %s', async (_what, question, [code, path]) => {
    const answer = await new SendTestRequest(world.parts).send(
      'acme',
      aQuestion({ url: 'https://desk.example' }, question),
      AbortSignal.any([]),
    );
    expect(answer).toMatchObject({ problems: [{ code, path: path?.split('.') }] });
  });

  it('says what is wrong with the request itself, by its field', async () => {
    const answer = await new SendTestRequest(world.parts).send('acme', aQuestion({ url: '' }), AbortSignal.any([]));
    expect(answer).toMatchObject({
      problems: [
        { code: 'E_REQUIRED', severity: 'ERROR', nodeKey: 'ask', fieldPath: 'config.url', path: ['input', 'flow'] },
      ],
    });
  });

  it("keeps another workspace's calls and constants to itself", async () => {
    world.constants['HOST'] = 'http://127.0.0.1:1';
    const data = { callId: 'c-1', agentId: 'a', outcome: 'completed' };
    world.past.add('other', {
      callId: 'c-1',
      agentId: 'a',
      eventType: 'call.ended',
      receivedAt: new Date(),
      data,
      isAnalyzed: false,
    });
    const send = new SendTestRequest(world.parts);
    const foreign = aQuestion({ url: 'http://127.0.0.1' }, { sample: { callId: 'c-1' } });
    expect(await send.send('acme', foreign, AbortSignal.any([]))).toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
    const unknown = await send.send('other', aQuestion({ url: '{{env.HOST}}' }), AbortSignal.any([]));
    expect(unknown).toMatchObject({ result: { failure: { code: 'URL_INVALID' } } });
  });
});

leakGuard();
