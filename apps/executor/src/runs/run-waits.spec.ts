import type { Clock } from '@aftercall/service-runtime';
import { answered, heldAnswer, inDoubt, notSent, ScriptedDelivery } from '../testing/answers.ts';
import { apiRequest, ExecutorWorld, flowOf } from '../testing/executor-world.ts';
import type { Fact } from './journal-entry.ts';

const kindsOf = (facts: readonly Fact[]) =>
  facts.map((fact) => ('node' in fact ? `${fact.kind} ${fact.node}` : fact.kind));

describe('a run that waits', () => {
  let world: ExecutorWorld;
  let delivery: ScriptedDelivery;
  beforeEach(() => {
    world = new ExecutorWorld();
    delivery = new ScriptedDelivery();
  });

  const begin = (document: unknown) => world.begin(delivery, document);

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

  it('takes no more than it has room for, and the rest when there is room again', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer);
    const executor = await world.startExecutor({ delivery, maxRunsInMemory: 2 });
    const document = flowOf([apiRequest('ticket')], ['start.next ticket']);
    const runs = Array.from({ length: 5 }, () => world.opening(document, undefined));
    await world.clock.advance(1000);
    expect(executor.driver.runCount()).toBe(2);
    expect(executor.driver.ownerOfNew()).toBeUndefined();
    held.arrive(answered(200));
    await world.settle();
    expect(runs.map(({ identity }) => world.run(identity.runId).state)).toEqual(Array(5).fill('over'));
  });

  it('takes no more than its memory holds, however few runs that are', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer);
    const executor = await world.startExecutor({ delivery, maxBytesInMemory: 20_000 });
    const document = flowOf([apiRequest('ticket')], ['start.next ticket']);
    const runs = Array.from({ length: 40 }, () => world.opening(document, undefined));
    await world.clock.advance(1000);
    expect(executor.driver.runCount()).toBe(3);
    expect(executor.driver.ownerOfNew()).toBeUndefined();
    held.arrive(answered(200));
    for (let second = 0; second < 20; second += 1) await world.clock.advance(1000);
    expect(runs.every(({ identity }) => world.run(identity.runId).state === 'over')).toBe(true);
    expect(executor.driver.ownerOfNew()).toBeDefined();
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

  it.each([3_600_000, -3_600_000])('keeps its time when the machine’s clock jumps by %d ms', async (jumpMs) => {
    let jumpedMs = 0;
    const clock: Clock = {
      now: () => new Date(world.clock.now().getTime() + jumpedMs),
      monotonicMs: () => world.clock.monotonicMs(),
      sleep: (ms, signal) => world.clock.sleep(ms, signal),
    };
    const slow = heldAnswer();
    delivery
      .script('slow', slow.answer)
      .script('soon', answered(503), answered(200))
      .script('far', answered(503), answered(200));
    const nodes = [
      apiRequest('slow'),
      apiRequest('soon', { retry: { schedule: ['30s'] } }),
      apiRequest('far', { retry: { schedule: ['2m'] } }),
    ];
    const executor = await world.startExecutor({ delivery, clock });
    const opening = world.opening(
      flowOf(nodes, ['start.next slow', 'start.next soon', 'start.next far']),
      executor.lease.owner,
    );
    executor.driver.begin([opening], executor.lease.owner);
    await world.settle();
    jumpedMs = jumpMs;
    await world.clock.advance(29_999);
    expect(delivery.sentCount('soon')).toBe(1);
    await world.clock.advance(1);
    await world.settle();
    expect([delivery.sentCount('soon'), delivery.sentCount('far')]).toEqual([2, 1]);
    slow.arrive(answered(200));
    await world.settle();
    expect(world.run(opening.identity.runId).state).toBe('due');
    await world.clock.advance(89_000);
    expect(delivery.sentCount('far')).toBe(1);
    await world.clock.advance(2100);
    await world.settle();
    expect(delivery.sentCount('far')).toBe(2);
    expect(world.run(opening.identity.runId).end?.status).toBe('SUCCEEDED');
  });
});
