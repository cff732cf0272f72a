import type { Json } from '@aftercall/flow-model';
import { idempotencyKey } from '../delivery/idempotency-key.ts';
import { aScope, anApiRequest } from '../delivery/testing/an-api-request.ts';
import { answered, impossible, inDoubt, notSent, ScriptedDelivery } from '../delivery/testing/scripted-delivery.ts';
import { MAX_INTERRUPTIONS } from './api-request-step.ts';
import { foldAttempts, type PastAttempt } from './step-history.ts';
import { StepTable } from './step-table.ts';
import type { Intent, StepContext } from './step.ts';

const mapping = [
  { variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true },
  { variable: 'queue', path: '$.queue' },
];
const lookup = {
  url: 'https://desk.example/find',
  query: [],
  headers: [],
  found: 'response.status == 200 && size(response.body.items) > 0',
  mapping: [{ variable: 'ticketId', path: '$.items[0].id', type: 'string', required: true, externalId: true }],
};
const call = { workspace: 'acme', actionId: 'a-1', callId: 'c-1001', eventType: 'call.ended', replayGeneration: 0 };

function past(status: PastAttempt['status'], overrides: Partial<PastAttempt> = {}): PastAttempt {
  return { number: 1, status, isCounted: true, cause: null, ...overrides };
}

describe('an API Request step', () => {
  let delivery: ScriptedDelivery;
  let intents: Intent[];
  beforeEach(() => {
    delivery = new ScriptedDelivery();
    intents = [];
  });

  function run(config: Record<string, Json> = {}, before: PastAttempt[] = [], overrides: Partial<StepContext> = {}) {
    const { isFailureWired, ...rest } = config;
    return new StepTable(delivery, () => 0).run(anApiRequest({ mapping, ...rest }, isFailureWired === true), {
      run: { ...call, runId: 'r-1' },
      scope: aScope(),
      history: foldAttempts(before),
      beforeSend: (intent) => {
        intents.push(intent);
        return Promise.resolve(true);
      },
      signal: new AbortController().signal,
      ...overrides,
    });
  }

  function script(...answers: Parameters<ScriptedDelivery['script']>[1][]): void {
    delivery.script('create_ticket', ...answers);
  }

  it('is done after a success, with what its mapping reads', async () => {
    script(answered(201, { id: 'T-1', queue: null }));
    expect(await run()).toMatchObject({
      kind: 'done',
      status: 'SUCCEEDED',
      port: 'success',
      writes: { ticketId: 'T-1', queue: null },
      externalIds: [{ name: 'ticketId', value: 'T-1' }],
      cause: null,
      attempts: [{ number: 1, status: 'SUCCEEDED', isLookup: false, isCounted: true, response: { status: 201 } }],
    });
  });

  it('sends the key of the call’s identity, the same in every attempt', async () => {
    script(answered(503), answered(201, { id: 'T-1' }));
    await run();
    await run({}, [past('FAILED')]);
    const key = idempotencyKey({ ...call, nodeKey: 'create_ticket', loopPath: [] });
    expect(delivery.sent.map((order) => order.idempotencyKey)).toEqual([key, key]);
  });

  it('has its intent stored before a write, unless a repetition is harmless and wanted', async () => {
    script(answered(201, { id: 'T-1' }));
    await run();
    await run({ idempotency: { honoured: true } });
    await run({ method: 'GET', body: null });
    await run({ idempotency: { honoured: true, inDoubt: 'review' } });
    expect(intents.map(({ mustBeDurable }) => mustBeDurable)).toEqual([true, false, false, true]);
  });

  it('fails when the mapping cannot read a success, and asks for no second send', async () => {
    script(answered(200, { queue: 'q-7' }));
    const result = await run();
    expect(result).toMatchObject({
      kind: 'done',
      status: 'FAILED',
      port: null,
      writes: { queue: 'q-7' },
      cause: { code: 'MAPPING_FAILED', message: expect.stringContaining('ticketId') },
      attempts: [{ status: 'SUCCEEDED' }],
    });
  });

  it('takes its failure exit when that is wired', async () => {
    script(answered(404));
    expect(await run({ isFailureWired: true })).toMatchObject({ kind: 'done', status: 'FAILED', port: 'failure' });
    expect(await run()).toMatchObject({
      kind: 'done',
      status: 'FAILED',
      port: null,
      cause: { code: 'STATUS_NOT_SUCCESS' },
    });
  });

  it('waits by the schedule after a failure, in its lane, and is over after the last', async () => {
    script(answered(503));
    const schedule = { retry: { schedule: ['30s', '2m'] } };
    expect(await run(schedule)).toMatchObject({
      kind: 'wait',
      waitMs: 30_000,
      lane: 'acme create_ticket',
      attempts: [{ number: 1, status: 'FAILED', cause: { code: 'STATUS_NOT_SUCCESS' } }],
    });
    expect(await run(schedule, [past('FAILED')])).toMatchObject({
      kind: 'wait',
      waitMs: 120_000,
      attempts: [{ number: 2 }],
    });
    const tried = [past('FAILED'), past('FAILED', { number: 2 })];
    expect(await run(schedule, tried)).toMatchObject({ kind: 'done', status: 'FAILED', attempts: [{ number: 3 }] });
  });

  it('does not count what it was not let to send, and shows it once', async () => {
    script(notSent('VAULT_UNAVAILABLE', false, 4_000));
    const first = await run({ retry: { schedule: [] } });
    expect(first).toMatchObject({
      kind: 'wait',
      waitMs: 4_000,
      attempts: [{ number: 1, status: 'NOT_SENT', isCounted: false, cause: { code: 'VAULT_UNAVAILABLE' } }],
    });
  });

  it('repeats no such attempt while the cause stays the same', async () => {
    const away = past('NOT_SENT', { isCounted: false, cause: { code: 'VAULT_UNAVAILABLE', message: '' } });
    delivery.attempt = () => Promise.resolve(notSent('VAULT_UNAVAILABLE', false, 4_000));
    expect(await run({}, [away])).toMatchObject({ kind: 'wait', attempts: [] });
    delivery.attempt = () => Promise.resolve(notSent('CIRCUIT_OPEN', false, 4_000));
    expect(await run({}, [away])).toMatchObject({
      kind: 'wait',
      attempts: [{ number: 2, cause: { code: 'CIRCUIT_OPEN' } }],
    });
  });

  it('gives up at once on what cannot be sent', async () => {
    script(impossible('EGRESS_BLOCKED'));
    expect(await run()).toMatchObject({
      kind: 'done',
      status: 'FAILED',
      cause: { code: 'EGRESS_BLOCKED' },
      attempts: [{ status: 'NOT_SENT' }],
    });
  });

  it('sends nothing and stops when the run is not ours', async () => {
    script(answered(201));
    const result = await run({}, [], { beforeSend: () => Promise.resolve(false) });
    expect(result).toMatchObject({ kind: 'stopped', cause: { code: 'NOT_OURS' } });
    expect(delivery.sent).toEqual([]);
  });

  it('stops when our own end cut it off, and leaves the doubt to the next owner without counting', async () => {
    script(inDoubt('INTERRUPTED'));
    expect(await run()).toMatchObject({ kind: 'stopped', attempts: [{ status: 'IN_DOUBT', isCounted: false }] });
  });

  describe('in doubt', () => {
    const lost = past('IN_DOUBT', { isCounted: false });

    it('repeats with the same key, also when its schedule is empty: our end is not the target’s failure', async () => {
      script(answered(201, { id: 'T-1' }));
      expect(await run({ retry: { schedule: [] } }, [lost])).toMatchObject({
        status: 'SUCCEEDED',
        attempts: [{ number: 2 }],
      });
    });

    it('waits by the schedule when the target did not answer, and sends once with an empty one', async () => {
      script(inDoubt('TIMEOUT'));
      expect(await run()).toMatchObject({
        kind: 'wait',
        waitMs: 30_000,
        attempts: [{ status: 'IN_DOUBT', isCounted: true }],
      });
      expect(await run({ retry: { schedule: [] } })).toMatchObject({
        kind: 'done',
        status: 'FAILED',
        cause: { code: 'TIMEOUT' },
      });
    });

    it('goes to a person where the author wants that, and is not sent again', async () => {
      script(inDoubt('TIMEOUT'));
      const review = { idempotency: { inDoubt: 'review' } };
      expect(await run(review)).toMatchObject({ kind: 'review', cause: { code: 'TIMEOUT' } });
      expect(await run(review, [lost])).toMatchObject({ kind: 'review', cause: { code: 'IN_DOUBT' }, attempts: [] });
      expect(delivery.sent).toHaveLength(1);
    });

    it('goes to a person when it seems to end every executor that tries', async () => {
      script(answered(201, { id: 'T-1' }));
      const cut = (count: number): PastAttempt[] =>
        Array.from({ length: count }, (_, at) => ({ ...lost, number: at + 1 }));
      expect(await run({}, cut(MAX_INTERRUPTIONS))).toMatchObject({ kind: 'done' });
      expect(await run({}, cut(MAX_INTERRUPTIONS + 1))).toMatchObject({
        kind: 'review',
        cause: { code: 'INTERRUPTED_TOO_OFTEN' },
      });
    });

    describe('with a look-up', () => {
      const config = { idempotency: { inDoubt: 'lookup', lookup } };
      const found = answered(200, { items: [{ id: 'T-9' }] });
      const notFound = answered(200, { items: [] });

      it('asks first, and is done by the look-up’s mapping when it happened', async () => {
        script(found);
        expect(await run(config, [lost])).toMatchObject({
          kind: 'done',
          status: 'SUCCEEDED',
          port: 'success',
          writes: { ticketId: 'T-9' },
          externalIds: [{ name: 'ticketId', value: 'T-9' }],
          attempts: [{ number: 2, isLookup: true, status: 'SUCCEEDED' }],
        });
        expect(delivery.sent.map(({ isLookup }) => isLookup)).toEqual([true]);
      });

      it.each([
        ['an empty list', notFound],
        ['404', answered(404, {})],
        ['410', answered(410, {})],
      ])('sends it when the answer (%s) says that it did not happen', async (_, answer) => {
        script(answer, answered(201, { id: 'T-1' }));
        expect(await run(config, [lost])).toMatchObject({
          status: 'SUCCEEDED',
          attempts: [
            { number: 2, isLookup: true, status: 'SUCCEEDED' },
            { number: 3, isLookup: false, status: 'SUCCEEDED' },
          ],
        });
        expect(intents.map(({ number, isLookup }) => [number, isLookup])).toEqual([
          [2, true],
          [3, false],
        ]);
      });

      it.each([503, 429])('asks again by the schedule when the look-up itself fails (%i)', async (status) => {
        script(answered(status));
        const result = await run(config, [lost]);
        expect(result).toMatchObject({
          kind: 'wait',
          waitMs: 30_000,
          attempts: [{ isLookup: true, status: 'FAILED' }],
        });
        const failedLookup = past('FAILED', { number: 2, isLookup: true });
        expect(await run(config, [lost, failedLookup])).toMatchObject({ kind: 'wait', waitMs: 120_000 });
        expect(delivery.sent.every(({ isLookup }) => isLookup)).toBe(true);
      });

      it.each([
        ['is not allowed', answered(401)],
        ['is redirected', answered(302)],
        ['cannot be sent', impossible('ORIGIN_NOT_ALLOWED')],
        [
          'has an answer that cannot be read',
          { ...notFound, answer: { status: 200, headers: {}, body: undefined, bodyProblem: 'cut' } },
        ],
      ] as const)('never takes a look-up that %s for "it did not happen"', async (_, answer) => {
        script(answer);
        expect(await run(config, [lost])).toMatchObject({ kind: 'review' });
        expect(delivery.sent.every(({ isLookup }) => isLookup)).toBe(true);
      });

      it('asks a person once its look-ups have failed as often as the schedule allows', async () => {
        script(answered(503));
        const once = { ...config, retry: { schedule: ['1s'] } };
        const failedLookup = past('FAILED', { number: 2, isLookup: true });
        expect(await run(once, [lost, failedLookup])).toMatchObject({
          kind: 'review',
          cause: { code: 'STATUS_NOT_SUCCESS' },
        });
      });

      it('asks after the last attempt too, and fails only when it did not happen', async () => {
        const once = { ...config, retry: { schedule: [] } };
        script(inDoubt('TIMEOUT'), notFound);
        expect(await run(once)).toMatchObject({
          kind: 'done',
          status: 'FAILED',
          cause: { code: 'NOT_CARRIED_OUT' },
          attempts: [{ status: 'IN_DOUBT' }, { isLookup: true }],
        });
        script(inDoubt('TIMEOUT'), found);
        expect(await run(once)).toMatchObject({ kind: 'done', status: 'SUCCEEDED', writes: { ticketId: 'T-9' } });
      });

      it('sends nothing more when the look-up of its last attempt comes late and says no', async () => {
        script(notFound);
        const timedOut = past('IN_DOUBT');
        const failedLookup = past('FAILED', { number: 2, isLookup: true });
        const result = await run({ ...config, retry: { schedule: [] } }, [timedOut, failedLookup]);
        expect(result).toMatchObject({ kind: 'done', status: 'FAILED', cause: { code: 'NOT_CARRIED_OUT' } });
        expect(delivery.sent.map(({ isLookup }) => isLookup)).toEqual([true]);
      });
    });
  });
});
