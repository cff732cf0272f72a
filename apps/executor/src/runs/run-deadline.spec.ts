import { answered, inDoubt, notSent } from '../testing/answers.ts';
import { CommandedWorld, done, resolve, reviewed } from '../testing/commanded-world.ts';

describe('the deadline of a run', () => {
  let world: CommandedWorld;
  beforeEach(() => {
    world = new CommandedWorld();
  });

  it('ends a run that is not through after seven days', async () => {
    world.delivery.script('pay', notSent('VAULT_UNAVAILABLE', false, 60_000));
    const runId = await world.open(reviewed());
    const { identity } = world.run(runId).stored;
    identity.openedAt = new Date(world.clock.now().getTime() - (7 * 24 * 60 - 3) * 60_000);
    await world.clock.advance(179_000);
    expect(world.run(runId).end).toBeUndefined();
    await world.clock.advance(3000);
    await world.settle();
    expect(world.run(runId).end).toMatchObject({ status: 'FAILED', error: { code: 'RUN_DEADLINE' } });
    expect(world.lastOf(runId, 'pay')).toMatchObject({
      kind: 'step',
      status: 'FAILED',
      cause: { code: 'RUN_DEADLINE' },
    });
  });

  it('gives a run that waits for a person all the time that it takes, and new time once it is decided', async () => {
    world.delivery.script(
      'pay',
      inDoubt(),
      notSent('VAULT_UNAVAILABLE', false, 1000),
      answered(201, { receipt: 'R-1' }),
    );
    const runId = await world.open(reviewed());
    const { identity } = world.run(runId).stored;
    identity.openedAt = new Date(world.clock.now().getTime() - 20 * 86_400_000);
    expect(await world.give(resolve(runId, { resolution: 'repeat' }))).toEqual(done);
    await world.clock.advance(3000);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
  });
});
