import type { AddressInfo } from 'node:net';
import { HandClock, leakGuard, ScriptedTarget, until } from '@aftercall/dev-harness';
import {
  createLogger,
  generateServiceKey,
  ServiceTokenSigner,
  ServiceTokenVerifier,
  systemClock,
} from '@aftercall/service-runtime';
import { aCredential } from '../../delivery/testing/fixed-auth-profiles.ts';
import { executorServer } from '../../plumbing/http/executor-server.ts';
import { PreviewReplay } from '../preview/preview-replay.ts';
import { SendTestRequest } from '../send/send-test-request.ts';
import { StartTestRun } from '../test-run/start-test-run.ts';
import { TrialLimits } from '../trial-limits.ts';
import { aQuestion, TrialWorld } from './testing/trial-world.ts';
import { trialRoutes } from './trial-routes.ts';

const key = generateServiceKey('registry');
const signer = new ServiceTokenSigner({ privateKey: key.privateKey });

describe('the routes of trials', () => {
  const world = new TrialWorld();
  const log: string[] = [];
  const rate = { burst: 20, everyMs: 1 };
  const limits = {
    send: new TrialLimits(systemClock, rate),
    run: new TrialLimits(systemClock, rate),
    preview: new TrialLimits(new HandClock(), { burst: 2, everyMs: 5000 }),
  };
  const app = executorServer({
    log: createLogger({ service: 'executor', level: 'debug', destination: { write: (line) => void log.push(line) } }),
    newId: () => 'request-1',
    tokens: new ServiceTokenVerifier({ trustedKeys: JSON.stringify({ keys: [key.publicKey] }), audience: 'executor' }),
    publicRoutes: [],
    internalRoutes: [
      trialRoutes({
        sendTestRequest: new SendTestRequest(world.parts),
        startTestRun: new StartTestRun(world.parts),
        previewReplay: new PreviewReplay(world.parts),
        limits,
      }),
    ],
  });
  let target: ScriptedTarget;
  let port: number;
  beforeAll(async () => {
    target = await ScriptedTarget.start();
    await app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = app.server.address() as AddressInfo);
  });
  afterAll(async () => {
    await app.close();
    await world.close();
    await target.close();
  });

  const headers = async (): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await signer.sign({ audience: 'executor', workspace: 'acme' })}`,
    'content-type': 'application/json',
  });
  const post = async (path: string, body: unknown): Promise<{ status: number; body: unknown }> => {
    const url = `http://127.0.0.1:${port}/internal/${path}`;
    const answer = await fetch(url, { method: 'POST', headers: await headers(), body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  };

  it('answer what was tried', async () => {
    const { flow, ...question } = aQuestion({ url: target.origin });
    expect(await post('test-requests', { ...question, flow })).toMatchObject({
      status: 200,
      body: { result: { isSuccess: true, meta: { status: 200 } } },
    });
    const run = { actionId: null, agentId: null, flow, sample: {}, answers: [], targets: 'real', upTo: null };
    expect(await post('test-runs', run)).toMatchObject({ status: 200, body: { run: { status: 'SUCCEEDED' } } });
    const actionId = '018f0000-0000-4000-8000-000000000001';
    const preview = { actionId, agentIds: ['a'], draft: flow, live: null, last: 5 };
    expect(await post('previews', preview)).toEqual({ status: 200, body: { calls: [] } });
  });

  it('say what cannot be read, by its field, and repeat no value', async () => {
    const sample = { event: { type: 'call.ended', data: ['s3cret'] }, variables: 's3cret' };
    const answers = [{ nodeKey: 'x', status: 99, headers: [] }];
    const { status, body } = await post('test-requests', { ...aQuestion({}), sample, answers });
    expect(status).toBe(200);
    expect((body as { problems: { path: string[] }[] }).problems.map(({ path }) => path.join('.'))).toEqual([
      'input.sample.event.data',
      'input.sample.variables',
      'input.answers.0.status',
    ]);
    expect(JSON.stringify(body)).not.toContain('s3cret');
  });

  it('end the request to the target when the registry hangs up', async () => {
    target.script('/slow', { kind: 'hang' });
    const question = aQuestion({ url: `${target.origin}/slow`, timeoutMs: 60_000 });
    const hangUp = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/internal/test-requests`, {
      method: 'POST',
      headers: await headers(),
      body: JSON.stringify(question),
      signal: hangUp.signal,
    });
    await until(() => target.receivedAt('/slow').length === 1, { what: 'the request to arrive' });
    expect(await target.connectionCount()).toBe(1);
    hangUp.abort();
    await expect(asked).rejects.toThrow('aborted');
    await until(async () => (await target.connectionCount()) === 0, { what: 'the connection to the target to end' });
  });

  it('bound how often a workspace may ask, and say when to come again', async () => {
    const actionId = '018f0000-0000-4000-8000-000000000001';
    const preview = { actionId, agentIds: [], draft: aQuestion({ url: target.origin }).flow, live: null, last: 5 };
    const answers = [];
    for (let nth = 0; nth < 3; nth += 1) answers.push((await post('previews', preview)).body);
    expect(answers.at(-1)).toEqual({
      problems: [
        { code: 'RATE_LIMITED', path: [], message: 'this workspace tries things too fast: come again in 5 s' },
      ],
    });
  });

  it('log nothing of what was tried', async () => {
    world.authProfiles.set('desk', aCredential({ origins: [target.origin] }));
    target.script('/echo', { status: 500, body: 'Bearer s3cr3t-token' });
    await post('test-requests', aQuestion({ url: `${target.origin}/echo`, authProfile: 'desk' }));
    expect(target.receivedAt('/echo')).toHaveLength(1);
    expect(log).toEqual([]);
  });
});

leakGuard();
