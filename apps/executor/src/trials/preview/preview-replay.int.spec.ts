import { randomUUID } from 'node:crypto';
import { ScriptedTarget } from '@aftercall/dev-harness';
import type { Json } from '@aftercall/flow-model';
import type { PreviewedCall, ReplayPreviewQuestion } from '@aftercall/wire-format';
import { aFlow, TrialWorld } from '../http/testing/trial-world.ts';
import type { PastStep } from '../past-calls.ts';
import { PreviewReplay } from './preview-replay.ts';

const actionId = '018f0000-0000-4000-8000-000000000001';

describe('a preview on past calls', () => {
  let world: TrialWorld;
  let target: ScriptedTarget;
  beforeEach(async () => {
    world = new TrialWorld();
    target = await ScriptedTarget.start();
    world.constants['DESK'] = target.origin;
  });
  afterEach(async () => {
    await world.close();
    await target.close();
  });

  const addCall = (callId: string, data: object = {}, answers?: Record<string, Json>): void => {
    const steps = Object.entries(answers ?? {}).map(([key, body]): [string, PastStep] => [
      key,
      {
        status: 'SUCCEEDED',
        writes: undefined,
        response: { status: 200, headers: [], body, bodyBytes: 2, isTruncated: false },
      },
    ]);
    const run = { runId: randomUUID(), actionId, steps: new Map(steps) };
    const call = {
      callId,
      agentId: 'agent-1',
      eventType: 'call.ended' as const,
      receivedAt: new Date(),
      data: { callId, agentId: 'agent-1', outcome: 'completed', ...data },
      isAnalyzed: false,
    };
    world.past.add('acme', call, ...(answers === undefined ? [] : [run]));
  };
  const preview = async (question: Partial<ReplayPreviewQuestion>): Promise<PreviewedCall[]> => {
    const asked = { actionId, agentIds: ['agent-1'], draft: null, live: null, last: 100, ...question };
    const answer = await new PreviewReplay(world.parts).preview('acme', asked, AbortSignal.any([]));
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
    return answer.calls;
  };
  const ticket = (config: object = {}) => ({
    key: 'ticket',
    kind: 'apiRequest',
    config: {
      method: 'POST',
      url: '{{env.DESK}}/tickets',
      headers: [{ name: 'Authorization', value: 'Bearer typed-secret-1' }],
      body: { type: 'json', json: { call: '{{interaction.CALL_ID}}', text: '{{interaction.SUMMARY|none}}' } },
      mapping: [{ variable: 'id', path: '$.id', required: true }],
      ...config,
    },
  });
  const close = (config: object = {}) => ({
    key: 'close',
    kind: 'apiRequest',
    config: { method: 'POST', url: '{{env.DESK}}/close/{{id}}', ...config },
  });
  const way = ['start.next ticket', 'ticket.success close'];
  const flow = (ticketConfig: object = {}, closeConfig: object = {}, start: object = {}) =>
    aFlow([ticket(ticketConfig), close(closeConfig)], way, start);

  it('over 100 calls sends nothing, and names each call whose requests change', async () => {
    for (let nth = 1; nth <= 120; nth += 1) {
      addCall(`c-${nth}`, { summary: nth % 4 === 0 ? 'long' : undefined }, { ticket: { id: `T-${nth}` }, close: {} });
    }
    const text = '{{interaction.SUMMARY == "long" ? "LONG" : "none"}}';
    const draft = flow({ body: { type: 'json', json: { call: '{{interaction.CALL_ID}}', text } } });
    const calls = await preview({ live: flow(), draft });
    expect(calls.map(({ callId }) => callId)).toEqual(Array.from({ length: 100 }, (_, at) => `c-${120 - at}`));
    const changed = calls.filter(({ requests }) => requests.some(({ change }) => change !== 'SAME'));
    expect(changed.map(({ callId }) => callId)).toEqual(
      calls.map(({ callId }) => callId).filter((id) => Number(id.slice(2)) % 4 === 0),
    );
    expect(changed[0]).toMatchObject({
      callId: 'c-120',
      isChanged: true,
      summary: 'ticket is sent otherwise: body.text: "long" becomes "LONG".',
      requests: [
        {
          nodeKey: 'ticket',
          change: 'CHANGED',
          changes: ['body.text: "long" becomes "LONG"'],
          live: { body: '{"call":"c-120","text":"long"}' },
          draft: { url: `${target.origin}/tickets`, body: '{"call":"c-120","text":"LONG"}' },
          answer: 'RECORDED_FOR_ANOTHER_REQUEST',
        },
        { nodeKey: 'close', change: 'SAME', live: null, draft: null, answer: 'RECORDED', isUncertain: false },
      ],
    });
    expect(target.received).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain('typed-secret');
  });

  it('says that nothing changes where nothing does', async () => {
    addCall('c-1', {}, { ticket: { id: 'T-1' }, close: {} });
    const [call] = await preview({ live: flow(), draft: flow() });
    expect(call).toMatchObject({
      isChanged: false,
      summary: '',
      live: { isHeard: true, end: 'SUCCEEDED' },
      draft: {
        isHeard: true,
        path: [
          { key: 'ticket', port: 'success' },
          { key: 'close', isUncertain: false },
        ],
      },
    });
  });

  it('goes on by the recorded answers, and says from where on nobody knows', async () => {
    addCall('c-1', {}, { ticket: { id: 'T-1' } });
    addCall('c-2');
    const live = flow();
    const draft = flow({}, { headers: [{ name: 'X-New', value: '{{id}}' }] });
    const [unknown, known] = await preview({ live, draft });
    expect(known?.requests[1]).toMatchObject({
      change: 'CHANGED',
      changes: ['header x-new: "T-1" is added'],
      draft: { url: `${target.origin}/close/T-1` },
      isUncertain: false,
      answer: 'UNKNOWN',
    });
    expect(unknown).toMatchObject({
      callId: 'c-2',
      requests: [
        { nodeKey: 'ticket', answer: 'UNKNOWN', isUncertain: false },
        { nodeKey: 'close', isUncertain: true },
      ],
      draft: { path: [{ isUncertain: false }, { isUncertain: true }] },
    });
  });

  it('takes the call as its run was given it: with what an analysis added', async () => {
    const data = { callId: 'c-1', agentId: 'agent-1', outcome: 'completed' };
    const event = { callId: 'c-1', agentId: 'agent-1', eventType: 'call.ended' as const, receivedAt: new Date(), data };
    const joined = { ...event, receivedAt: new Date(0), data: { ...data, summary: 'analysed' }, isAnalyzed: true };
    world.past.findRunOf = () => Promise.resolve({ call: joined, steps: new Map() });
    world.past.add('acme', { ...event, isAnalyzed: false });
    const headers = [{ name: 'X-Analyzed', value: '{{interaction.ANALYZED}}' }];
    const [call] = await preview({ live: flow({ headers: [] }), draft: flow({ headers }) });
    expect(call?.receivedAt).toBe(event.receivedAt.toISOString());
    expect(call?.requests[0]).toMatchObject({
      changes: ['header x-analyzed: "true" is added'],
      draft: { body: '{"call":"c-1","text":"analysed"}' },
    });
  });

  it('says which calls are heard no more, and which are heard now', async () => {
    addCall('c-1', { outcome: 'transferred' });
    addCall('c-2', {}, { ticket: { id: 'T-2' }, close: {} });
    const [second, first] = await preview({ live: flow(), draft: flow({}, {}, { outcomes: ['transferred'] }) });
    expect(first).toMatchObject({
      callId: 'c-1',
      live: { isHeard: false, reason: { code: 'OUTCOME_NOT_CHOSEN' }, end: null, path: [] },
      draft: { isHeard: true },
      requests: [{ change: 'ADDED', live: null }, { change: 'ADDED' }],
    });
    expect(first?.summary).toContain('The draft hears this call');
    expect(second).toMatchObject({
      live: { isHeard: true },
      draft: { isHeard: false, reason: { code: 'OUTCOME_NOT_CHOSEN' } },
      requests: [{ change: 'REMOVED', draft: null }, { change: 'REMOVED' }],
    });
  });

  it('says which way a call goes otherwise, and how it ends', async () => {
    addCall('c-1', {}, { ticket: { number: 1 } });
    const draft = flow({ mapping: [{ variable: 'id', path: '$.number', required: true }] });
    const [call] = await preview({ live: flow(), draft });
    expect(call).toMatchObject({
      isChanged: true,
      live: { end: 'FAILED', path: [{ state: 'FAILED', problem: { code: 'MAPPING_FAILED' } }, { state: 'SKIPPED' }] },
      draft: { end: 'SUCCEEDED' },
    });
    expect(call?.summary).toContain('It ends as SUCCEEDED, not as FAILED.');
  });

  it('tells all that can differ in a request, and of secrets only that they do', async () => {
    addCall('c-1', {}, { ticket: { id: 'T-1' } });
    const draft = flow({
      method: 'PUT',
      url: '{{env.DESK}}/v2/tickets',
      query: [{ name: 'q', value: '1' }],
      headers: [{ name: 'Authorization', value: 'Bearer typed-secret-2' }],
      body: { type: 'json', json: { text: 'none', list: [1] } },
    });
    const [call] = await preview({ live: flow({ authProfile: 'desk' }), draft });
    expect(call?.requests[0]?.changes).toEqual([
      'method: "POST" becomes "PUT"',
      `URL: "${target.origin}/tickets" becomes "${target.origin}/v2/tickets"`,
      'query parameter q: "1" is added',
      'auth profile: "desk" is left out',
      'headers: they differ in what is masked, in their order, or in how their names are written',
      'body.call: "c-1" is left out',
      'body.list: [1] is added',
    ]);
    expect(JSON.stringify(call)).not.toContain('typed-secret');
  });

  it('takes everything for new while nothing is live, and a draft that is none for a problem', async () => {
    addCall('c-1');
    const [call] = await preview({ draft: flow() });
    expect(call).toMatchObject({
      live: { isHeard: false, reason: { code: 'NOT_PUBLISHED' } },
      draft: { isHeard: true },
    });
    await expect(preview({ draft: aFlow([], []) })).rejects.toThrow('E_NO_START_EDGE');
    expect(await preview({ draft: flow(), agentIds: ['agent-2'] })).toEqual([]);
  });
});
