import { leakGuard, ScriptedTarget, until } from '@aftercall/dev-harness';
import { systemClock } from '@aftercall/service-runtime';
import type { TestRun, TestRunQuestion } from '@aftercall/wire-format';
import { aFlow, TrialWorld } from '../http/testing/trial-world.ts';
import { StartTestRun } from './start-test-run.ts';

const retry = { schedule: ['30s'] };

describe('a test run', () => {
  let world: TrialWorld;
  let target: ScriptedTarget;
  beforeEach(async () => {
    world = new TrialWorld();
    target = await ScriptedTarget.start();
  });
  afterEach(async () => {
    await world.close();
    await target.close();
  });

  const request = (key: string, config: object = {}) => ({
    key,
    kind: 'apiRequest',
    config: {
      method: 'POST',
      url: `${target.origin}/${key}`,
      body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
      mapping: [{ variable: `${key}_id`, path: '$.id', type: 'string', externalId: true }],
      retry,
      ...config,
    },
  });
  const flow = (overrides: Record<string, object> = {}): object =>
    aFlow(
      [
        { key: 'route', kind: 'decision', config: { branches: [{ key: 'yes', label: 'Bad', when: 'mood == "bad"' }] } },
        request('ticket', overrides['ticket']),
        request('warn', overrides['warn']),
        { key: 'note', kind: 'setVariable', config: { assignments: [{ variable: 'note', value: 'T {{ticket_id}}' }] } },
        request('store', { url: `${target.origin}/store/{{note}}`, ...overrides['store'] }),
        request('other'),
      ],
      [
        'start.next route',
        'route.yes ticket',
        'route.yes warn',
        'route.otherwise other',
        'ticket.success note',
        'note.next store',
      ],
      { variables: [{ name: 'mood', sample: 'bad' }] },
    );
  const states = ({ steps }: TestRun) => steps.map(({ key, status, port, answer }) => [key, status, port, answer]);

  it('with mocked targets sends nothing, and takes the answers that are given', async () => {
    const answers = [{ nodeKey: 'ticket', status: 201, headers: [], body: { id: 'T-7' } }];
    world.authProfiles.isAway = true;
    const run = await world.run(flow({ ticket: { authProfile: 'desk' } }), { answers });
    expect(run).toMatchObject({ status: 'SUCCEEDED', error: null, isHeard: true, callId: 'test-call', sentCount: 0 });
    expect(states(run)).toEqual([
      ['route', 'SUCCEEDED', 'yes', null],
      ['ticket', 'SUCCEEDED', 'success', 'MOCKED'],
      ['warn', 'SUCCEEDED', 'success', 'ASSUMED'],
      ['note', 'SUCCEEDED', 'next', null],
      ['store', 'SUCCEEDED', 'success', 'ASSUMED'],
      ['other', 'SKIPPED', null, null],
    ]);
    expect(run.variables).toMatchObject({ mood: 'bad', ticket_id: 'T-7', note: 'T T-7' });
    expect(run.externalIds).toEqual(['T-7']);
    const [store] = run.steps.filter(({ key }) => key === 'store');
    expect(store).toMatchObject({
      variablesBefore: { note: 'T T-7' },
      attempts: [
        {
          status: 'SUCCEEDED',
          request: { method: 'POST', url: `${target.origin}/store/T%20T-7`, body: '{"call":"test-call"}' },
        },
      ],
    });
    expect(target.received).toEqual([]);
    expect(world.authProfiles.asked).toEqual([]);
  });

  it('with real targets sends, but for the nodes that have an answer', async () => {
    target.script('/ticket', { json: { id: 'T-1' } });
    const answers = [{ nodeKey: 'warn', status: 200, headers: [] }];
    const run = await world.run(flow(), { targets: 'real', answers });
    expect(run).toMatchObject({ status: 'SUCCEEDED', sentCount: 2, variables: { ticket_id: 'T-1', note: 'T T-1' } });
    expect(target.received.map(({ path }) => path)).toEqual(['/ticket', '/store/T%20T-1']);
    const keys = target.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set([...keys, undefined]).size).toBe(3);
  });

  it('runs to one step: what leads to it, and nothing beside it', async () => {
    const run = await world.run(flow(), { targets: 'real', upTo: 'note' });
    expect(run.status).toBe('SUCCEEDED');
    expect(states(run).map(([key, status]) => [key, status])).toEqual([
      ['route', 'SUCCEEDED'],
      ['ticket', 'SUCCEEDED'],
      ['warn', 'PENDING'],
      ['note', 'SUCCEEDED'],
      ['store', 'PENDING'],
      ['other', 'SKIPPED'],
    ]);
    expect(target.received.map(({ path }) => path)).toEqual(['/ticket']);
  });

  it('tells a retry and does not wait for it', async () => {
    target.script('/ticket', { status: 503 });
    const run = await world.run(flow(), { targets: 'real' });
    expect(run).toMatchObject({ status: 'WAITING', error: null });
    expect(run.steps[1]).toMatchObject({
      status: 'WAITING',
      retryInMs: 30_000,
      cause: { code: 'STATUS_NOT_SUCCESS' },
      attempts: [{ status: 'FAILED', response: { status: 503 } }],
    });
    expect(run.steps[3]).toMatchObject({ key: 'note', status: 'PENDING', variablesBefore: null, attempts: [] });
    expect(target.receivedAt('/ticket')).toHaveLength(1);
  });

  it('fails as a run would, and tells why', async () => {
    const answers = [{ nodeKey: 'ticket', status: 404, headers: [] }];
    expect(await world.run(flow(), { answers })).toMatchObject({
      status: 'FAILED',
      error: { code: 'STATUS_NOT_SUCCESS', message: 'ticket: the target answered 404' },
      sentCount: 0,
    });
  });

  it('asks a person where the node says so', async () => {
    const ticket = { idempotency: { inDoubt: 'review' }, timeoutMs: 800 };
    target.script('/ticket', { kind: 'hang' });
    const sent = await world.run(flow({ ticket }), { targets: 'real' });
    expect(sent).toMatchObject({ status: 'IN_REVIEW', sentCount: 2 });
    const answers = [{ nodeKey: 'ticket', status: null, headers: [] }];
    const mocked = await world.run(flow({ ticket }), { answers });
    expect(mocked.status).toBe('IN_REVIEW');
    expect(mocked.steps[1]).toMatchObject({ status: 'IN_DOUBT', attempts: [{ status: 'IN_DOUBT' }] });
  });

  it('is made for a call that Start does not hear, and says so', async () => {
    const event = { type: 'call.ended' as const, data: { outcome: 'failed', variables: { mood: 'good' } } };
    const run = await world.run(flow(), { sample: { event }, agentId: 'agent-7' });
    expect(run).toMatchObject({ isHeard: false, notHeard: { code: 'OUTCOME_NOT_CHOSEN' }, status: 'SUCCEEDED' });
    expect(run.steps.filter(({ status }) => status === 'SUCCEEDED').map(({ key }) => key)).toEqual(['route', 'other']);
  });

  it('ends when its time is over, and when nobody waits for it', async () => {
    target.script('/ticket', { kind: 'hang' });
    const question: TestRunQuestion = {
      actionId: null,
      agentId: null,
      flow: flow(),
      sample: {},
      answers: [],
      targets: 'real',
      upTo: null,
    };
    const short = new StartTestRun(world.parts, 100);
    expect(await short.run('acme', question, AbortSignal.any([]))).toMatchObject({
      run: { status: 'CANCELLED', error: { code: 'TIME_LIMIT' } },
    });
    const stop = new AbortController();
    const began = systemClock.monotonicMs();
    const run = world.run(flow(), { targets: 'real' }, stop.signal);
    await until(() => target.receivedAt('/ticket').length === 2, { what: 'the request to arrive' });
    stop.abort();
    const cancelled = await run;
    expect([cancelled.status, cancelled.steps[1]?.status]).toEqual(['CANCELLED', 'IN_DOUBT']);
    expect(systemClock.monotonicMs() - began).toBeLessThan(5000);
  });

  it('names a step that is not there, and what is wrong with the flow', async () => {
    await expect(world.run(flow(), { upTo: 'nope' })).rejects.toThrow('NOT_FOUND');
    await expect(world.run(aFlow([], []))).rejects.toThrow('E_NO_START_EDGE');
  });

  it('shows no secret that a target echoes', async () => {
    world.authProfiles.set('desk', {
      profileId: 'p',
      version: 1,
      headers: [['Authorization', 'Bearer s3cr3t-token']],
      query: [],
      body: [],
      origins: [target.origin],
      secrets: ['s3cr3t-token'],
      expiresAt: '2099-01-01T00:00:00Z',
    });
    target.script('/ticket', { json: { id: 's3cr3t-token', b: Buffer.from('s3cr3t-token').toString('base64') } });
    const run = await world.run(flow({ ticket: { authProfile: 'desk' } }), { targets: 'real' });
    expect(target.receivedAt('/ticket')[0]?.headers['authorization']).toBe('Bearer s3cr3t-token');
    expect(run.variables['ticket_id']).toBe('[secret]');
    expect(JSON.stringify(run)).not.toMatch(/s3cr3t|czNjcjN0/);
  });
});

leakGuard();
