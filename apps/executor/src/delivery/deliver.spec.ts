import { HandClock } from '@aftercall/dev-harness';
import type { Json } from '@aftercall/flow-model';
import { LaneSet } from '../lanes/lane-set.ts';
import { HandCircuit } from '../lanes/testing/hand-circuit.ts';
import { Deliver } from './deliver.ts';
import type { DeliveryOrder } from './delivery.ts';
import { aScope, anApiRequest } from './testing/an-api-request.ts';
import { aCredential, FixedAuthProfiles } from './testing/fixed-auth-profiles.ts';
import { ScriptedHttpTarget } from './testing/scripted-http-target.ts';

describe('Deliver', () => {
  let clock: HandClock;
  let target: ScriptedHttpTarget;
  let authProfiles: FixedAuthProfiles;
  let circuit: HandCircuit;
  let deliver: Deliver;
  beforeEach(() => {
    clock = new HandClock();
    target = new ScriptedHttpTarget(clock, 1000);
    authProfiles = new FixedAuthProfiles().set('desk', aCredential());
    circuit = new HandCircuit();
    const lanes = new LaneSet({
      limits: { maxRunning: 1, maxQueued: 2, maxQueueMs: 10_000 },
      makeCircuit: () => circuit,
      clock,
    });
    deliver = new Deliver({ authProfiles, lanes, target, clock, userAgent: 'aftercall/0.1.0' });
  });

  function order(config: Record<string, Json> = {}, overrides: Partial<DeliveryOrder> = {}): DeliveryOrder {
    return {
      workspace: 'acme',
      runId: 'r-1',
      step: anApiRequest(config),
      scope: aScope(),
      idempotencyKey: 'k-1',
      isLookup: false,
      isRetry: false,
      beforeSend: () => Promise.resolve(true),
      signal: new AbortController().signal,
      ...overrides,
    };
  }

  it('sends the request with its key and says how it ended', async () => {
    target.script('/tickets', { status: 201, json: { id: 'T-1' } });
    expect(await deliver.attempt(order())).toMatchObject({
      kind: 'answered',
      isSuccess: true,
      startedAt: clock.now(),
      durationMs: 0,
      request: { method: 'POST', url: 'https://desk.example/tickets', body: '{"call":"c-1001"}' },
      response: { status: 201, body: { id: 'T-1' }, bodyBytes: 12 },
      answer: { status: 201, body: { id: 'T-1' } },
    });
    const [sent] = target.received;
    expect(sent?.body?.toString()).toBe('{"call":"c-1001"}');
    expect(Object.fromEntries(sent?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'Idempotency-Key': 'k-1',
      'user-agent': 'aftercall/0.1.0',
    });
  });

  it('sends the credential, and stores it neither in the request nor where the target echoes it', async () => {
    const echo = { token: 's3cr3t-token', basic: Buffer.from('u:s3cr3t-token').toString('base64') };
    target.script('/tickets', { status: 200, headers: { 'x-echo': 'Bearer s3cr3t-token' }, json: echo });
    const headers = [{ name: 'X-Copy', value: 'my s3cr3t-token' }];
    const outcome = await deliver.attempt(order({ authProfile: 'desk', headers }));
    expect(target.received[0]?.headers).toContainEqual(['Authorization', 'Bearer s3cr3t-token']);
    expect(JSON.stringify(outcome)).not.toMatch(/s3cr3t|czNjcjN0/);
    expect(outcome.request?.headers).toContainEqual(['Authorization', '[secret]']);
    expect(outcome.request?.headers).toContainEqual(['X-Copy', 'my [secret]']);
  });

  it('masks credentials in parameters and fields whatever their length', async () => {
    const short = aCredential({ headers: [], query: [['key', 'ab']], body: [['pin', '1']], secrets: ['ab', '1'] });
    authProfiles.set('short', short);
    const outcome = await deliver.attempt(order({ authProfile: 'short' }));
    expect(target.received[0]?.url).toBe('https://desk.example/tickets?key=ab');
    expect(target.received[0]?.body?.toString()).toBe('{"call":"c-1001","pin":"1"}');
    expect(outcome.request).toMatchObject({
      url: 'https://desk.example/tickets?key=[secret]',
      body: '{"call":"c-1001","pin":"[secret]"}',
    });
  });

  it('hides an Authorization that the author typed', async () => {
    target.script('/tickets', { json: { echo: 'typed-by-author' } });
    const outcome = await deliver.attempt(
      order({ headers: [{ name: 'Authorization', value: 'Bearer typed-by-author' }] }),
    );
    expect(target.received[0]?.headers).toContainEqual(['Authorization', 'Bearer typed-by-author']);
    expect(JSON.stringify(outcome)).not.toContain('typed-by-author');
  });

  it.each([
    ['a URL that cannot be built', { url: 'https://{{interaction.SUMMARY}}/' }, 'URL_INVALID'],
    ['an unknown auth profile', { authProfile: 'nobody' }, 'AUTH_PROFILE_NOT_FOUND'],
    [
      'an origin that the profile does not name',
      { authProfile: 'desk', url: 'https://evil.example/' },
      'ORIGIN_NOT_ALLOWED',
    ],
  ])('calls %s impossible, and sends nothing', async (_, config, code) => {
    expect(await deliver.attempt(order(config))).toMatchObject({ kind: 'impossible', cause: { code }, request: null });
    expect(target.received).toEqual([]);
  });

  it('checks the origin itself, whatever the source says', async () => {
    authProfiles.resolve = () => Promise.resolve({ kind: 'usable', credential: aCredential() });
    const outcome = await deliver.attempt(order({ authProfile: 'desk', url: 'https://evil.example/' }));
    expect(outcome).toMatchObject({ kind: 'impossible', cause: { code: 'ORIGIN_NOT_ALLOWED' } });
    expect(target.received).toEqual([]);
  });

  it('waits for an absent vault without counting', async () => {
    authProfiles.isAway = true;
    expect(await deliver.attempt(order({ authProfile: 'desk' }))).toMatchObject({
      kind: 'not-sent',
      isCounted: false,
      retryAfterMs: 1_000,
      cause: { code: 'VAULT_UNAVAILABLE' },
    });
  });

  it('has a credential forgotten that the target does not know', async () => {
    target.script('/tickets', { status: 401 });
    await deliver.attempt(order({ authProfile: 'desk' }));
    expect(authProfiles.forgotten).toMatchObject([{ name: 'desk' }]);
    target.script('/tickets', { status: 403 });
    await deliver.attempt(order({ authProfile: 'desk' }));
    expect(authProfiles.forgotten).toHaveLength(1);
  });

  it('asks before it sends, once credential and lane are ready, and sends nothing after a no', async () => {
    let askedWhen: object | undefined;
    const beforeSend = (): Promise<boolean> => {
      askedWhen = { credentials: authProfiles.asked.length, sent: target.received.length };
      return Promise.resolve(false);
    };
    const outcome = await deliver.attempt(order({ authProfile: 'desk' }, { beforeSend }));
    expect(outcome).toMatchObject({ kind: 'not-sent', isCounted: false, cause: { code: 'NOT_OURS' } });
    expect(askedWhen).toEqual({ credentials: 1, sent: 0 });
    expect(target.received).toEqual([]);
    expect(circuit.reports).toEqual(['none']);
  });

  it('asks once more just before the first byte', async () => {
    const outcome = await deliver.attempt(order({}, { maySend: () => false }));
    expect(outcome).toMatchObject({ kind: 'not-sent', isCounted: false, cause: { code: 'NOT_OURS' } });
    expect(target.received).toEqual([]);
  });

  it('sends nothing through an open circuit, nor past a full lane', async () => {
    circuit.open(7_000);
    expect(await deliver.attempt(order())).toMatchObject({
      kind: 'not-sent',
      isCounted: false,
      retryAfterMs: 7_000,
      cause: { code: 'CIRCUIT_OPEN', message: expect.stringContaining('https://desk.example') },
    });
    circuit.close();
    target.script('/tickets', { kind: 'hang' });
    const hanging = Array.from({ length: 3 }, () => deliver.attempt(order()));
    await clock.advance(0);
    expect(deliver.fullLanes()).toEqual([deliver.laneOf(order())]);
    expect(await deliver.attempt(order())).toMatchObject({
      kind: 'not-sent',
      isCounted: false,
      cause: { code: 'LANE_FULL' },
    });
    await clock.advance(10_000);
    const ended = await Promise.all(hanging);
    expect(ended.map(({ kind }) => kind)).toEqual(['in-doubt', 'not-sent', 'not-sent']);
    expect(target.received).toHaveLength(1);
  });

  it('calls a request without an answer in doubt, and one that our stop cut off too', async () => {
    target.script('/tickets', { kind: 'hang' });
    const controller = new AbortController();
    const stopped = deliver.attempt(order({}, { signal: controller.signal }));
    await clock.advance(3_000);
    controller.abort();
    expect(await stopped).toMatchObject({ kind: 'in-doubt', durationMs: 3_000, cause: { code: 'INTERRUPTED' } });
    const hung = deliver.attempt(order({ timeoutMs: 5_000 }));
    await clock.advance(5_000);
    expect(await hung).toMatchObject({ kind: 'in-doubt', durationMs: 5_000, cause: { code: 'TIMEOUT' } });
    expect(circuit.reports).toEqual(['none', 'bad']);
  });

  it('sends the look-up as a GET without a key', async () => {
    const lookup = {
      url: 'https://desk.example/find',
      query: [{ name: 'call', value: '{{interaction.CALL_ID}}' }],
      headers: [],
      found: 'response.status == 200',
      mapping: [],
    };
    const step = { idempotency: { inDoubt: 'lookup', lookup }, success: ['201'], authProfile: 'desk' };
    const outcome = await deliver.attempt(order(step, { isLookup: true }));
    expect(outcome).toMatchObject({ kind: 'answered', isSuccess: true });
    const [sent] = target.received;
    expect(sent).toMatchObject({ method: 'GET', url: 'https://desk.example/find?call=c-1001', body: undefined });
    expect(sent?.headers.map(([name]) => name.toLowerCase())).not.toContain('idempotency-key');
    expect(sent?.headers).toContainEqual(['Authorization', 'Bearer s3cr3t-token']);
  });

  it('keeps connections of different credentials apart', async () => {
    await deliver.attempt(order({ authProfile: 'desk' }));
    authProfiles.set('desk', aCredential({ version: 2 }));
    await deliver.attempt(order({ authProfile: 'desk' }));
    await deliver.attempt(order());
    expect(new Set(target.received.map(({ connectionKey }) => connectionKey)).size).toBe(3);
  });

  it('names the lane of a step before anything is sent', () => {
    expect(deliver.laneOf(order({ authProfile: 'desk' }))).toBe('acme https://desk.example desk');
    expect(deliver.laneOf(order({ url: 'https://{{interaction.SUMMARY}}/' }))).toBeUndefined();
  });
});
