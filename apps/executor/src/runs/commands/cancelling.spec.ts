import { randomUUID } from 'node:crypto';
import { answered, heldAnswer, inDoubt } from '../../testing/answers.ts';
import { cancel, CommandedWorld, done, mapAgain, refusedWith, reviewed } from '../../testing/commanded-world.ts';

describe('cancelling a run', () => {
  let world: CommandedWorld;
  beforeEach(() => {
    world = new CommandedWorld();
  });

  it('ends a run that waits in the ledger, and sends nothing more', async () => {
    world.delivery.script('pay', answered(503));
    const runId = await world.open(reviewed({ retry: { schedule: ['2m'] } }));
    expect(world.run(runId).state).toBe('due');
    expect(await world.give(cancel(runId))).toEqual(done);
    expect(world.run(runId)).toMatchObject({
      state: 'over',
      due: undefined,
      end: { status: 'CANCELLED', error: { code: 'CANCELLED', message: 'cancelled by Ann: wrong number' } },
    });
    expect(world.lastOf(runId, 'pay')).toMatchObject({ kind: 'step', status: 'FAILED', cause: { code: 'CANCELLED' } });
    expect(world.lastOf(runId, 'note')).toMatchObject({
      kind: 'step',
      status: 'SKIPPED',
      cause: { code: 'CANCELLED' },
    });
    await world.clock.advance(3_600_000);
    expect(world.delivery.sentCount('pay')).toBe(1);
  });

  it('keeps the answer of a request that ends within two seconds', async () => {
    const held = heldAnswer();
    world.delivery.script('pay', held.answer);
    const runId = await world.open(reviewed());
    expect(await world.give(cancel(runId))).toEqual(done);
    expect(world.run(runId).end).toBeUndefined();
    held.arrive(answered(201, { receipt: 'R-1' }));
    await world.settle();
    expect(world.lastOf(runId, 'pay')).toMatchObject({ kind: 'step', status: 'SUCCEEDED' });
    expect(world.run(runId).end).toMatchObject({ status: 'CANCELLED', variables: { receipt: 'R-1' } });
  });

  it('cuts off a request that takes longer, which stays in doubt', async () => {
    world.delivery.script('pay', heldAnswer().answer);
    const runId = await world.open(reviewed());
    await world.give(cancel(runId));
    await world.clock.advance(2000);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('CANCELLED');
    expect(world.kindsOf(runId)).toEqual(['intent pay', 'cancelled', 'attempt pay', 'review pay', 'step note']);
    expect(world.lastOf(runId, 'pay')).toMatchObject({ kind: 'review', cause: { code: 'CANCELLED' } });
  });

  it('ends a run in review, whose doubt stays visible', async () => {
    world.delivery.script('pay', inDoubt());
    const runId = await world.open(reviewed());
    await world.give(cancel(runId));
    expect(world.run(runId).end?.status).toBe('CANCELLED');
    expect(world.lastOf(runId, 'pay')).toMatchObject({ kind: 'review', cause: { code: 'TIMEOUT' } });
  });

  it('is done once; a run that ended otherwise is left alone', async () => {
    world.delivery.script('pay', inDoubt(), answered(201, { receipt: 'R-1' }));
    const runId = await world.open(reviewed());
    await world.give(cancel(runId));
    const before = world.kindsOf(runId);
    expect(await world.give(cancel(runId))).toEqual(done);
    expect(world.kindsOf(runId)).toEqual(before);
    const succeeded = await world.open(reviewed());
    expect(await world.give(cancel(succeeded))).toEqual(refusedWith('WRONG_STATE', 'it SUCCEEDED'));
    expect(await world.give(mapAgain(runId))).toEqual(refusedWith('WRONG_STATE', 'the run CANCELLED'));
  });

  it('reaches a run that another executor drives', async () => {
    world.delivery.script('pay', heldAnswer().answer);
    const runId = await world.open(reviewed());
    const other = await world.startExecutor({ delivery: world.delivery });
    expect(await world.give(cancel(runId), other)).toEqual(done);
    await world.clock.advance(2000);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('CANCELLED');
  });

  it('is accepted while the run’s executor is gone, and carried out by the one that takes over', async () => {
    world.delivery.script('pay', heldAnswer().answer);
    const runId = await world.open(reviewed());
    const other = await world.startExecutor({ delivery: world.delivery });
    world.run(runId).owner = await world.leases.begin(randomUUID(), 10_000);
    const answer = other.commands.give('acme', cancel(runId));
    await world.clock.advance(6000);
    expect(await answer).toEqual({ ok: true, state: 'accepted' });
    await world.clock.advance(10_000);
    await world.settle();
    expect(world.run(runId).end?.status).toBe('CANCELLED');
    expect(world.delivery.sentCount('pay')).toBe(1);
  });
});
