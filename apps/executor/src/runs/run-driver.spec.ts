import type { AttemptOutcome } from '../delivery/delivery.ts';
import { answered, impossible, inDoubt, notSent, ScriptedDelivery } from '../delivery/testing/scripted-delivery.ts';
import type { Fact } from './journal-entry.ts';
import { apiRequest, ExecutorWorld, flowOf, setVariable } from './testing/executor-world.ts';

const kindsOf = (facts: readonly Fact[]) =>
  facts.map((fact) => ('node' in fact ? `${fact.kind} ${fact.node}` : fact.kind));

/** An answer that comes when the test says so; `interrupted` is what an aborted request ends as. */
function heldAnswer(interrupted: AttemptOutcome = inDoubt('INTERRUPTED')) {
  const { promise, resolve } = Promise.withResolvers<AttemptOutcome>();
  const answer = (order: { signal: AbortSignal }) => {
    order.signal.addEventListener('abort', () => {
      resolve(interrupted);
    });
    return promise;
  };
  return { answer, arrive: resolve };
}

describe('RunDriver', () => {
  let world: ExecutorWorld;
  let delivery: ScriptedDelivery;
  beforeEach(() => {
    world = new ExecutorWorld();
    delivery = new ScriptedDelivery();
  });

  async function begin(document: unknown, data: Record<string, string> = {}) {
    const executor = await world.startExecutor({ delivery });
    const opening = world.opening(document, executor.lease.owner, data);
    executor.driver.begin([opening]);
    await world.settle();
    return { ...executor, runId: opening.identity.runId };
  }

  const ticketThenNote = flowOf(
    [
      apiRequest('ticket', { mapping: [{ variable: 'ticketId', path: '$.id', externalId: true }] }),
      apiRequest('note', { body: { type: 'json', json: { about: '{{ticketId}}' } } }),
    ],
    ['start.next ticket', 'ticket.success note'],
  );

  it('runs a flow to its end and keeps a result and the next intent in one entry', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const { runId, driver } = await begin(ticketThenNote);
    const { entries, end, state } = world.run(runId);
    expect(entries.map(({ facts }) => kindsOf(facts))).toEqual([
      ['intent ticket'],
      ['attempt ticket', 'step ticket', 'intent note'],
      ['attempt note', 'step note'],
    ]);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(state).toBe('over');
    expect(end).toEqual({ status: 'SUCCEEDED', error: null, variables: { ticketId: 'T-1' }, externalIds: ['T-1'] });
    expect(delivery.sent.at(-1)?.scope.variables).toEqual({ ticketId: 'T-1' });
    expect(driver.runCount()).toBe(0);
  });

  it('runs branches side by side, shows each only what its own ancestors made, and joins them', async () => {
    const write = (path: string) => ({
      mapping: [
        { variable: 'who', path: '$.who' },
        { variable: path, path: '$.who' },
      ],
    });
    const document = flowOf(
      [
        apiRequest('left', write('fromLeft')),
        apiRequest('right', write('fromRight')),
        setVariable('afterRight', { seen: '{{who}} {{fromLeft|nothing}}' }),
        setVariable('joined', { all: '{{who}} {{fromLeft}} {{fromRight}} {{seen}}' }),
      ],
      [
        'start.next left',
        'start.next right',
        'right.success afterRight',
        'left.success joined',
        'afterRight.next joined',
      ],
    );
    const left = heldAnswer();
    delivery.script('left', left.answer).script('right', answered(200, { who: 'R' }));
    const { runId } = await begin(document);
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['left', 'right']);
    expect(world.run(runId).entries[0]?.facts).toHaveLength(2); // both intents are one durable wait
    expect(world.facts(runId)).toContainEqual(
      expect.objectContaining({ node: 'afterRight', writes: { seen: 'R nothing' } }),
    );
    left.arrive(answered(200, { who: 'L' }));
    await world.settle();
    expect(world.run(runId).end).toMatchObject({
      status: 'SUCCEEDED',
      variables: { all: 'R L R R nothing', who: 'R' },
    });
  });

  it('sends nothing whose intent is not stored, and sends it once the ledger is back', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    world.ledger.makeTrouble('away');
    const { runId, log } = await begin(ticketThenNote);
    await world.clock.advance(5000);
    expect(delivery.sent).toEqual([]);
    world.ledger.makeTrouble('none');
    await world.clock.advance(2000);
    await world.settle();
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['ticket', 'note']);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(log.filter((line) => line.includes('the ledger is away'))).toHaveLength(1);
    expect(log.filter((line) => line.includes('the ledger is back'))).toHaveLength(1);
  });

  it('goes on when the answer to a write is lost', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    world.ledger.makeTrouble('answer-lost');
    const { runId } = await begin(ticketThenNote);
    await world.clock.advance(100);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(world.run(runId).entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('does not wait for the intent of a request that may be repeated', async () => {
    const document = flowOf(
      [apiRequest('fetch', { method: 'GET', body: null }), apiRequest('put', { idempotency: { honoured: true } })],
      ['start.next fetch', 'start.next put'],
    );
    delivery.script('fetch', answered(200)).script('put', answered(200));
    world.ledger.makeTrouble('away');
    const { runId } = await begin(document);
    expect(delivery.sent.map(({ step }) => step.key)).toEqual(['fetch', 'put']);
    expect(world.facts(runId)).toEqual([]);
    world.ledger.makeTrouble('none');
    await world.clock.advance(200);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('drops a run that another owner has written to, and sends nothing for it', async () => {
    const executor = await world.startExecutor({ delivery });
    delivery.script('ticket', answered(201));
    const opening = world.opening(ticketThenNote, executor.lease.owner);
    const { runId, workspace } = opening.identity;
    const other = await world.leases.begin('another', 60_000);
    await world.ledger.append({ runId, workspace, owner: other }, { seq: 1, facts: [{ kind: 'taken', from: null }] });
    Object.assign(world.run(runId), { owner: other });
    executor.driver.begin([opening]);
    await world.settle();
    expect(delivery.sent).toEqual([]);
    expect(executor.driver.runCount()).toBe(0);
    expect(world.run(runId)).toMatchObject({ owner: other, state: 'driven' });
  });

  it('spends a short wait in memory and a long one in the ledger, and is never early', async () => {
    const retry = { retry: { schedule: ['1s', '30s'] } };
    delivery.script('ticket', answered(503), answered(503), answered(201));
    const { runId, driver } = await begin(flowOf([apiRequest('ticket', retry)], ['start.next ticket']));
    expect(driver.runCount()).toBe(1);
    await world.clock.advance(999);
    expect(delivery.sentCount('ticket')).toBe(1);
    await world.clock.advance(1);
    await world.settle();
    expect(delivery.sentCount('ticket')).toBe(2);
    expect(driver.runCount()).toBe(0);
    expect(world.run(runId)).toMatchObject({ state: 'due', due: { lane: 'acme ticket' }, owner: undefined });
    await world.clock.advance(29_999);
    expect(delivery.sentCount('ticket')).toBe(2);
    await world.clock.advance(1100);
    await world.settle();
    expect(delivery.sentCount('ticket')).toBe(3);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(world.facts(runId).filter(({ kind }) => kind === 'taken')).toEqual([{ kind: 'taken', from: null }]);
  });

  it('stays in memory while another branch is under way, and then waits in the ledger for the earliest', async () => {
    const document = flowOf(
      [
        apiRequest('slow'),
        apiRequest('soon', { retry: { schedule: ['30s'] } }),
        apiRequest('late', { retry: { schedule: ['2m'] } }),
      ],
      ['start.next slow', 'start.next soon', 'start.next late'],
    );
    const slow = heldAnswer();
    delivery
      .script('slow', slow.answer)
      .script('soon', answered(503), answered(200))
      .script('late', answered(503), answered(200));
    const { runId, driver } = await begin(document);
    await world.clock.advance(30_000);
    await world.settle();
    expect(delivery.sentCount('soon')).toBe(2); // in time, from memory
    expect(driver.runCount()).toBe(1);
    slow.arrive(answered(200));
    await world.settle();
    expect(world.run(runId)).toMatchObject({ state: 'due', due: { lane: 'acme late' } });
    await world.clock.advance(89_999);
    expect(delivery.sentCount('late')).toBe(1);
    await world.clock.advance(1100);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(['slow', 'soon', 'late'].map((node) => delivery.sentCount(node))).toEqual([1, 2, 2]);
  });

  it('writes once why it waits, however often it looks again', async () => {
    let isVaultAway = true;
    const attempt = delivery.attempt.bind(delivery);
    delivery.attempt = (order) =>
      isVaultAway ? Promise.resolve(notSent('VAULT_UNAVAILABLE', false, 5000)) : attempt(order);
    delivery.script('ticket', answered(201));
    const { runId } = await begin(flowOf([apiRequest('ticket')], ['start.next ticket']));
    expect(world.run(runId).state).toBe('due');
    await world.clock.advance(60_000);
    await world.settle();
    expect(world.run(runId).state).toBe('due');
    expect(kindsOf(world.facts(runId))).toEqual(['attempt ticket', 'waiting ticket']);
    expect(world.facts(runId).at(-1)).toMatchObject({ cause: { code: 'VAULT_UNAVAILABLE' } });
    isVaultAway = false;
    await world.clock.advance(10_000);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('asks a person where the author wants that, and finishes the other branches first', async () => {
    const document = flowOf(
      [apiRequest('ticket', { idempotency: { inDoubt: 'review' } }), apiRequest('note')],
      ['start.next ticket', 'start.next note'],
    );
    delivery.script('ticket', inDoubt()).script('note', answered(200));
    const { runId } = await begin(document);
    expect(world.run(runId).state).toBe('review');
    expect(kindsOf(world.facts(runId)).filter((kind) => kind.startsWith('step'))).toEqual(['step note']);
    await world.clock.advance(60_000);
    expect(delivery.sentCount('ticket')).toBe(1);
  });

  it('fails with the first failed step of the plan that no exit took', async () => {
    const document = flowOf(
      [apiRequest('handled'), setVariable('mended', { ok: true }), apiRequest('second'), apiRequest('first')],
      ['start.next handled', 'handled.failure mended', 'start.next first', 'start.next second'],
    );
    delivery
      .script('handled', answered(404))
      .script('first', impossible('EGRESS_BLOCKED'))
      .script('second', answered(400));
    const { runId } = await begin(document);
    expect(world.run(runId).end).toMatchObject({
      status: 'FAILED',
      error: { code: 'STATUS_NOT_SUCCESS', message: expect.stringContaining('second') as string },
      variables: { ok: true },
    });
  });

  it('notes what the plan leaves out as skipped', async () => {
    const document = flowOf(
      [apiRequest('ticket'), setVariable('mended', { ok: true }), setVariable('after', { late: true })],
      ['start.next ticket', 'ticket.failure mended', 'mended.next after'],
    );
    delivery.script('ticket', answered(200));
    const { runId } = await begin(document);
    const skipped = world.facts(runId).filter((fact) => fact.kind === 'step' && fact.status === 'SKIPPED');
    expect(kindsOf(skipped)).toEqual(['step mended', 'step after']);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('ends a run whose facts the ledger refuses, says so, and goes on with the others', async () => {
    delivery.script('ticket', answered(201, { id: 'bad \u0000' })).script('note', answered(200));
    const { runId, driver, lease, log } = await begin(ticketThenNote);
    expect(world.run(runId)).toMatchObject({
      state: 'over',
      end: { status: 'FAILED', error: { code: 'LEDGER_REFUSED' } },
    });
    const facts = world.facts(runId);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'attempt', node: 'ticket', status: 'SUCCEEDED', response: null }),
    );
    expect(facts.at(-1)).toMatchObject({ kind: 'step', status: 'FAILED', cause: { code: 'LEDGER_REFUSED' } });
    expect(delivery.sentCount('note')).toBe(0);
    expect(log.some((line) => line.includes(runId) && line.includes('refused'))).toBe(true);
    delivery.script('ticket', answered(201, { id: 'good' }));
    const other = world.opening(ticketThenNote, lease.owner);
    driver.begin([other]);
    await world.settle();
    expect(world.run(other.identity.runId).end?.status).toBe('SUCCEEDED');
  });

  it('ends a resumed run whose document no longer compiles, once and for all', async () => {
    const opening = world.opening(ticketThenNote, undefined);
    const run = world.run(opening.identity.runId);
    run.stored = { ...run.stored, document: { format: 1, nodes: [], edges: [] } };
    await world.startExecutor({ delivery });
    await world.settle();
    expect(run).toMatchObject({ state: 'over', end: { status: 'FAILED', error: { code: 'PLAN_INVALID' } } });
    expect(run.entries).toHaveLength(1);
  });

  it('drops everything when its lease has run out, and goes on under a new epoch', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer, answered(201, { id: 'T-2' })).script('note', answered(200));
    const { runId, driver, lease } = await begin(ticketThenNote);
    const before = lease.owner;
    world.leases.isAway = true;
    await world.clock.advance(11_999);
    expect(driver.hasRoom()).toBe(true);
    await world.clock.advance(1);
    expect(driver.hasRoom()).toBe(false); // a fifth of the lease before others may take over
    await world.clock.advance(6000);
    world.leases.isAway = false;
    await world.clock.advance(5000);
    await world.settle();
    expect(lease.owner).toEqual({ workerId: before.workerId, epoch: before.epoch + 1 });
    expect(world.facts(runId)).toContainEqual(
      expect.objectContaining({ kind: 'attempt', cause: expect.objectContaining({ code: 'EXECUTOR_LOST' }) as object }),
    );
    expect(delivery.sentCount('ticket')).toBe(2);
    expect(
      new Set(delivery.sent.filter(({ step }) => step.key === 'ticket').map((order) => order.idempotencyKey)).size,
    ).toBe(1);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('takes no more than it has room for, and the rest when there is room again', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer);
    const executor = await world.startExecutor({ delivery, maxRunsInMemory: 2 });
    const document = flowOf([apiRequest('ticket')], ['start.next ticket']);
    const runs = Array.from({ length: 5 }, () => world.opening(document, undefined));
    await world.clock.advance(1000);
    expect(executor.driver.runCount()).toBe(2);
    expect(executor.driver.hasRoom()).toBe(false);
    held.arrive(answered(200));
    await world.settle();
    expect(runs.map(({ identity }) => world.run(identity.runId).state)).toEqual(Array(5).fill('over'));
  });

  it('leaves due runs of a full lane in the ledger', async () => {
    delivery.script('ticket', answered(200)).setFullLanes(['start']);
    const opening = world.opening(flowOf([apiRequest('ticket')], ['start.next ticket']), undefined);
    await world.startExecutor({ delivery });
    await world.clock.advance(5000);
    expect(delivery.sent).toEqual([]);
    delivery.setFullLanes([]);
    await world.clock.advance(1000);
    await world.settle();
    expect(world.run(opening.identity.runId).end?.status).toBe('SUCCEEDED');
  });

  describe('when the process stops', () => {
    it('lets requests in flight end, stores what came of them, and hands the run back', async () => {
      const held = heldAnswer();
      delivery.script('ticket', held.answer);
      const { runId, driver, lease } = await begin(ticketThenNote);
      const drained = driver.drain();
      await world.clock.advance(3000);
      expect(driver.hasRoom()).toBe(false);
      held.arrive(answered(201, { id: 'T-1' }));
      await drained;
      await lease.stop();
      expect(delivery.sent.map(({ step }) => step.key)).toEqual(['ticket']);
      expect(world.run(runId)).toMatchObject({ state: 'released', owner: undefined });
      expect(kindsOf(world.facts(runId))).toEqual(['intent ticket', 'attempt ticket', 'step ticket']);

      const next = new ScriptedDelivery().script('note', answered(200));
      await world.startExecutor({ delivery: next });
      await world.settle();
      expect(next.sent.map(({ step }) => step.key)).toEqual(['note']);
      expect(world.run(runId).end).toMatchObject({ status: 'SUCCEEDED', variables: { ticketId: 'T-1' } });
    });

    it('cuts off what takes longer than the deadline: it is in doubt, known as such, and another goes on', async () => {
      delivery.script('ticket', heldAnswer().answer);
      const { runId, driver } = await begin(ticketThenNote);
      const drained = driver.drain();
      await world.clock.advance(10_000);
      await drained;
      expect(world.run(runId).state).toBe('released');
      expect(world.facts(runId).at(-1)).toMatchObject({ kind: 'attempt', status: 'IN_DOUBT' });
      const next = new ScriptedDelivery().script('ticket', answered(201)).script('note', answered(200));
      await world.startExecutor({ delivery: next });
      await world.settle();
      expect(next.sent[0]?.idempotencyKey).toBe(delivery.sent[0]?.idempotencyKey);
      expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    });

    it('hands back runs that come late, unsent', async () => {
      const { driver, lease } = await world.startExecutor({ delivery });
      await driver.drain();
      const late = world.opening(ticketThenNote, lease.owner);
      driver.begin([late]);
      await world.settle();
      expect(world.run(late.identity.runId).state).toBe('released');
      expect(driver.runCount()).toBe(0);
    });
  });
});
