import type { ScriptedAnswer } from '@aftercall/dev-harness';
import type { HttpTarget, OutgoingRequest } from './http-target.ts';

/** A target that answers by script, and the way to it. Answers are read up to 1000 bytes. */
export interface HttpTargetFixture {
  target: HttpTarget;
  origin: string;
  script(path: string, ...answers: ScriptedAnswer[]): void;
  receivedCount(path: string): number;
  /** An origin where nobody listens. */
  deadOrigin: string;
  /** An origin that the egress guard refuses. */
  blockedOrigin: string;
}

/** What every way to targets promises. */
export function httpTargetContract(name: string, start: () => Promise<HttpTargetFixture>): void {
  describe(`HTTP target: ${name}`, () => {
    let fixture: HttpTargetFixture;
    beforeAll(async () => {
      fixture = await start();
    });

    function ask(path: string, overrides: Partial<OutgoingRequest> = {}): Promise<unknown> {
      const { signal } = new AbortController();
      return fixture.target.send({
        method: 'POST',
        url: `${fixture.origin}${path}`,
        headers: [['content-type', 'application/json']],
        body: Buffer.from('{"a":1}'),
        timeoutMs: 5000,
        connectionKey: 'lane',
        signal,
        maySend: () => true,
        ...overrides,
      });
    }

    it('brings back status, headers and body, whatever the status', async () => {
      fixture.script('/whole', { status: 422, headers: { 'X-Why': 'because' }, json: { ok: false } });
      expect(await ask('/whole')).toMatchObject({
        kind: 'answered',
        status: 422,
        headers: expect.arrayContaining([
          ['x-why', 'because'],
          ['content-type', 'application/json'],
        ]),
        body: Buffer.from('{"ok":false}'),
        isTruncated: false,
        durationMs: expect.any(Number),
      });
      expect(fixture.receivedCount('/whole')).toBe(1);
    });

    it('follows no redirect', async () => {
      fixture.script('/moved', { status: 307, headers: { location: `${fixture.origin}/elsewhere` } });
      expect(await ask('/moved')).toMatchObject({ kind: 'answered', status: 307 });
      expect(fixture.receivedCount('/elsewhere')).toBe(0);
    });

    it('cuts an answer that does not end, and has its status', async () => {
      fixture.script('/endless', { kind: 'huge-body', bodyBytes: Infinity });
      const answer = (await ask('/endless')) as { body: Buffer };
      expect(answer).toMatchObject({ kind: 'answered', status: 200, isTruncated: true });
      expect(answer.body).toHaveLength(1000);
    });

    it('has no answer from a target that hangs past the timeout, and sends once', async () => {
      fixture.script('/hang', { kind: 'hang' });
      expect(await ask('/hang', { timeoutMs: 50 })).toMatchObject({ kind: 'no-answer', code: 'TIMEOUT' });
      expect(fixture.receivedCount('/hang')).toBe(1);
    });

    it('has no answer when the connection is reset, and sends once', async () => {
      fixture.script('/reset', { kind: 'reset' });
      expect(await ask('/reset')).toMatchObject({ kind: 'no-answer', code: 'RESET' });
      expect(fixture.receivedCount('/reset')).toBe(1);
    });

    it.each(['reset-mid-body', 'cut-mid-body'] as const)('takes half an answer (%s) for none', async (kind) => {
      fixture.script('/half', { kind });
      expect(await ask('/half')).toMatchObject({ kind: 'no-answer', code: 'BODY_CUT' });
    });

    it('takes an answer that drips on past the timeout for none, and sends once', async () => {
      fixture.script('/drip', { kind: 'slow-body', body: 'x'.repeat(500), everyMs: 20 });
      expect(await ask('/drip', { timeoutMs: 150 })).toMatchObject({ kind: 'no-answer', code: 'TIMEOUT' });
      expect(fixture.receivedCount('/drip')).toBe(1);
    });

    it('sends nothing where nobody listens', async () => {
      expect(await ask('/', { url: `${fixture.deadOrigin}/` })).toMatchObject({
        kind: 'not-sent',
        code: 'CONNECT_FAILED',
      });
    });

    it('sends nothing where the egress guard says no', async () => {
      expect(await ask('/', { url: `${fixture.blockedOrigin}/` })).toMatchObject({
        kind: 'not-sent',
        code: 'EGRESS_BLOCKED',
      });
    });

    it('sends nothing once the signal has been given', async () => {
      expect(await ask('/aborted', { signal: AbortSignal.abort() })).toMatchObject({
        kind: 'not-sent',
        code: 'INTERRUPTED',
      });
      expect(fixture.receivedCount('/aborted')).toBe(0);
    });

    it('says that nobody knows when the signal comes while the target works', async () => {
      const controller = new AbortController();
      const arrived = Promise.withResolvers<undefined>();
      fixture.script('/working', { kind: 'hang' });
      const asked = ask('/working', {
        signal: controller.signal,
        maySend: () => {
          arrived.resolve(undefined);
          return true;
        },
      });
      await arrived.promise;
      controller.abort();
      expect(await asked).toMatchObject({ kind: 'no-answer', code: 'INTERRUPTED' });
    });

    it('sends nothing when the last check says no', async () => {
      expect(await ask('/refused', { maySend: () => false })).toMatchObject({ kind: 'not-sent', code: 'NOT_OURS' });
      expect(fixture.receivedCount('/refused')).toBe(0);
    });
  });
}
