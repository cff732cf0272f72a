import { answered, heldAnswer, inDoubt, ScriptedDelivery } from '../testing/answers.ts';
import { apiRequest, ExecutorWorld, flowOf, ticketThenNote } from '../testing/executor-world.ts';
import type { Fact, JournalEntry } from './journal-entry.ts';

const kindsOf = (facts: readonly Fact[]) =>
  facts.map((fact) => ('node' in fact ? `${fact.kind} ${fact.node}` : fact.kind));

describe('a run and its owner', () => {
  let world: ExecutorWorld;
  let delivery: ScriptedDelivery;
  beforeEach(() => {
    world = new ExecutorWorld();
    delivery = new ScriptedDelivery();
  });

  const begin = (document: unknown) => world.begin(delivery, document);

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

  it('drops a run that another owner has written to, and sends nothing for it', async () => {
    const executor = await world.startExecutor({ delivery });
    delivery.script('ticket', answered(201));
    const opening = world.opening(ticketThenNote, executor.lease.owner);
    const { runId, workspace } = opening.identity;
    const other = await world.leases.begin('another', 60_000);
    await world.ledger.append({ runId, workspace, owner: other }, { seq: 1, facts: [{ kind: 'taken', from: null }] });
    Object.assign(world.run(runId), { owner: other });
    executor.driver.begin([opening], executor.lease.owner);
    await world.settle();
    expect(delivery.sent).toEqual([]);
    expect(executor.driver.runCount()).toBe(0);
    expect(world.run(runId)).toMatchObject({ owner: other, state: 'driven' });
    expect(world.counted).toMatchObject({ refusedWrites: 1, takenOver: 0 });
  });

  it('drops everything when its lease has run out, and goes on under a new epoch', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer, answered(201, { id: 'T-2' })).script('note', answered(200));
    const { runId, driver, lease } = await begin(ticketThenNote);
    const before = lease.owner;
    world.leases.isAway = true;
    await world.clock.advance(11_999);
    expect(driver.ownerOfNew()).toEqual(before);
    await world.clock.advance(1);
    expect(driver.ownerOfNew()).toBeUndefined(); // a fifth of the lease before others may take over
    await world.clock.advance(6000);
    world.leases.isAway = false;
    await world.clock.advance(5000);
    await world.settle();
    expect(lease.owner).toEqual({ workerId: before.workerId, epoch: before.epoch + 1 });
    expect(world.facts(runId)).toContainEqual(
      expect.objectContaining({ kind: 'attempt', cause: expect.objectContaining({ code: 'EXECUTOR_LOST' }) as object }),
    );
    expect(delivery.sentCount('ticket')).toBe(2);
    expect(world.counted).toMatchObject({ inDoubt: ['EXECUTOR_LOST'], refusedWrites: 0 });
    expect(
      new Set(delivery.sent.filter(({ step }) => step.key === 'ticket').map((order) => order.idempotencyKey)).size,
    ).toBe(1);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });

  it('stores what was answered while the ledger was away for longer than its lease, and sends it no more', async () => {
    const held = heldAnswer();
    delivery.script('ticket', held.answer).script('note', answered(200));
    const { runId, lease } = await begin(ticketThenNote);
    world.leases.isAway = true;
    world.ledger.makeTrouble('away');
    held.arrive(answered(201, { id: 'T-1' }));
    await world.clock.advance(20_050);
    expect(lease.maySend()).toBe(false);
    // Back between two tries of the held write, and the lease is the first to notice.
    world.leases.isAway = false;
    world.ledger.makeTrouble('none');
    await world.clock.advance(5000);
    await world.settle();
    expect(lease.owner.epoch).toBe(2);
    expect(world.run(runId).end).toMatchObject({ status: 'SUCCEEDED', variables: { ticketId: 'T-1' } });
    expect([delivery.sentCount('ticket'), delivery.sentCount('note')]).toEqual([1, 1]);
  });

  it('leaves a run that was opened under a lease that is over by now to whoever takes it over', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const { driver, lease } = await world.startExecutor({ delivery });
    const before = lease.owner;
    world.leases.isAway = true;
    await world.clock.advance(20_000);
    world.leases.isAway = false;
    await world.clock.advance(2000);
    expect(lease.owner.epoch).toBeGreaterThan(before.epoch);
    const opening = world.opening(ticketThenNote, before);
    driver.begin([opening], before);
    await world.settle();
    expect(delivery.sent).toEqual([]);
    await world.clock.advance(3000);
    await world.settle();
    expect(world.facts(opening.identity.runId)[0]).toEqual({ kind: 'taken', from: before.workerId });
    expect(world.counted.takenOver).toBe(0); // from itself
    expect(world.run(opening.identity.runId).end?.status).toBe('SUCCEEDED');
  });

  it('takes over what an executor left behind that is gone, and counts it', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const gone = await world.leases.begin('gone', 1000);
    const { identity } = world.opening(ticketThenNote, gone);
    const { log } = await world.startExecutor({ delivery });
    await world.clock.advance(4000);
    await world.settle();
    expect(world.run(identity.runId).end?.status).toBe('SUCCEEDED');
    expect(world.facts(identity.runId)[0]).toEqual({ kind: 'taken', from: 'gone' });
    expect(world.counted.takenOver).toBe(1);
    expect(log.filter((line) => line.includes('took over runs'))).toHaveLength(1);
  });

  it('keeps a former owner from a run that it took over only to put it back where it waited', async () => {
    const document = flowOf([apiRequest('ticket', { idempotency: { inDoubt: 'review' } })], ['start.next ticket']);
    delivery.script('ticket', inDoubt());
    const { runId } = await begin(document);
    expect(world.run(runId).state).toBe('review');
    // Somebody claimed it to carry out what a person decided, and stands still before it has written anything.
    const still = await world.leases.begin('still', 1000);
    Object.assign(world.run(runId), { owner: still, state: 'driven' });
    const seq = world.run(runId).entries.length + 1;
    await world.clock.advance(4000);
    await world.settle();
    expect(world.run(runId)).toMatchObject({ owner: undefined, state: 'review' });
    expect(world.facts(runId).at(-1)).toEqual({ kind: 'taken', from: 'still' });
    const { workspace } = world.run(runId).stored.identity;
    const late = { seq, facts: [{ kind: 'taken', from: null }] } satisfies JournalEntry;
    expect(await world.ledger.append({ runId, workspace, owner: still }, late)).toBe('lost');
    // Nothing is written for a run that nobody else can write to.
    await world.clock.advance(60_000);
    expect(world.run(runId).entries).toHaveLength(seq);
  });

  it('goes on with the runs that it claimed beside one that it cannot read', async () => {
    delivery.script('ticket', answered(201, { id: 'T-1' })).script('note', answered(200));
    const unreadable = world.opening(ticketThenNote, undefined);
    const good = world.opening(ticketThenNote, undefined);
    Object.assign(world.run(unreadable.identity.runId), { entries: [{ seq: 1, facts: undefined }] });
    const { log } = await world.startExecutor({ delivery });
    await world.clock.advance(1000);
    await world.settle();
    expect(world.run(good.identity.runId).end?.status).toBe('SUCCEEDED');
    expect(log.some((line) => line.includes(unreadable.identity.runId))).toBe(true);
  });

  describe('when the process stops', () => {
    it('lets requests in flight end, stores what came of them, and hands the run back', async () => {
      const held = heldAnswer();
      delivery.script('ticket', held.answer);
      const { runId, driver, lease } = await begin(ticketThenNote);
      const drained = driver.drain();
      await world.clock.advance(3000);
      expect(driver.ownerOfNew()).toBeUndefined();
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
      driver.begin([late], lease.owner);
      await world.settle();
      expect(world.run(late.identity.runId).state).toBe('released');
      expect(driver.runCount()).toBe(0);
    });
  });
});
