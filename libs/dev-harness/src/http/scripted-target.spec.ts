import { leakGuard } from '../leak-guard.ts';
import { until } from '../until.ts';
import { ScriptedTarget } from './scripted-target.ts';

let target: ScriptedTarget;
beforeAll(async () => {
  target = await ScriptedTarget.start();
});
afterAll(async () => {
  await target.close();
});

const post = (path: string, body = '{"a":1}', signal?: AbortSignal): Promise<Response> =>
  fetch(target.origin + path, { method: 'POST', body, ...(signal === undefined ? {} : { signal }) });

describe('ScriptedTarget', () => {
  it('remembers what it received, and answers 200 unless told otherwise', async () => {
    const answer = await post('/free?source=voice', '{"summary":"é"}');
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    const [received] = target.receivedAt('/free');
    expect(received).toMatchObject({ method: 'POST', path: '/free' });
    expect(received?.query.get('source')).toBe('voice');
    expect(received?.json()).toEqual({ summary: 'é' });
    expect(received?.headers['content-length']).toBe('16');
  });

  it('gives the answers of the script in order, the last one for ever', async () => {
    target.script('/tickets', { status: 503, headers: { 'retry-after': '7' } }, { json: { id: 'T-1' } });
    const first = await post('/tickets');
    expect([first.status, first.headers.get('retry-after'), await first.text()]).toEqual([503, '7', '']);
    for (const answer of [await post('/tickets'), await post('/tickets')]) {
      expect([answer.status, await answer.json()]).toEqual([200, { id: 'T-1' }]);
    }
  });

  it('holds an answer until it is let go', async () => {
    const gate = Promise.withResolvers<undefined>();
    target.script('/held', { after: gate.promise, status: 201 });
    const answer = post('/held');
    await until(() => target.receivedAt('/held').length === 1, { what: 'the request to arrive' });
    gate.resolve(undefined);
    expect((await answer).status).toBe(201);
  });

  it('says nothing at all when it hangs', async () => {
    target.script('/hang', { kind: 'hang' });
    const abort = new AbortController();
    const answer = post('/hang', '', abort.signal);
    await until(() => target.receivedAt('/hang').length === 1, { what: 'the request to arrive' });
    abort.abort(new Error('gave up'));
    await expect(answer).rejects.toThrow('gave up');
  });

  it('resets before the answer', async () => {
    target.script('/reset', { kind: 'reset' });
    await expect(post('/reset')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it.each([
    { kind: 'reset-mid-body', code: 'ECONNRESET' },
    { kind: 'cut-mid-body', code: 'UND_ERR_SOCKET' },
  ] as const)('sends half a body: $kind', async ({ kind, code }) => {
    target.script('/half', { kind });
    const answer = await post('/half');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toMatchObject({ cause: { code } });
  });

  it('sends a body slowly, and one as large as asked', async () => {
    target.script('/slow', { kind: 'slow-body', body: 'abc', everyMs: 5 });
    expect(await (await post('/slow')).text()).toBe('abc');
    target.script('/huge', { kind: 'huge-body', body: 'x', bodyBytes: 1_000_001 });
    expect(await (await post('/huge')).text()).toBe('x'.repeat(1_000_001));
  });
});

leakGuard();
