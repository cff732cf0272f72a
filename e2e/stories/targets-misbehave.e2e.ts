import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

describe('a target that misbehaves', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());
  const one = (settings: Parameters<typeof stepsInRow>[2]) =>
    stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }], settings);

  it('fails once and is asked again with the same key', async () => {
    const customer = new Customer(world);
    await customer.publish(one({ schedule: ['500ms'] }));
    await world.behave({ path: '/tickets', status: 500, times: 1 });
    await customer.sendEnded('fails-once');
    const run = await customer.untilRun('fails-once', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(run.steps[0]?.attempts).toMatchObject([
      { number: 1, status: 'FAILED', response: { status: 500 } },
      { number: 2, status: 'SUCCEEDED', response: { status: 201 } },
    ]);
    const keys = (await world.received('fails-once')).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
  });

  it('refuses: the run fails with what was answered, and nothing is sent again', async () => {
    const customer = new Customer(world);
    await customer.publish(one({ schedule: ['500ms', '500ms'] }));
    await world.behave({ path: '/tickets', status: 422, times: 1 });
    await customer.sendEnded('refuses');
    const run = await customer.untilRun('refuses', 'ends', ({ status }) => status === 'FAILED');
    expect(run.steps[0]).toMatchObject({
      status: 'FAILED',
      attempts: [{ status: 'FAILED', response: { status: 422 } }],
    });
    expect(run.error?.code).toBeTruthy();
    expect(await world.received('refuses')).toHaveLength(1);
  });

  it('hangs: in doubt, and a person must decide where the author said so', async () => {
    const customer = new Customer(world);
    await customer.publish(one({ schedule: ['500ms'], timeoutMs: 700, inDoubt: 'review', honoured: false }));
    await world.behave({ path: '/tickets', hang: true, times: 1 });
    await customer.sendEnded('hangs');
    const run = await customer.untilRun('hangs', 'is in review', ({ status }) => status === 'IN_REVIEW');
    expect(run.steps[0]).toMatchObject({
      status: 'IN_DOUBT',
      attempts: [{ status: 'IN_DOUBT', cause: { code: 'TIMEOUT' } }],
    });
    expect(await world.received('hangs')).toHaveLength(1);
  });

  it('is private and not allowed: nothing leaves', async () => {
    const customer = new Customer(world);
    await customer.publish(
      stepsInRow(world.up.graphqlUrl.replace('/graphql', ''), [{ key: 'only', path: '/graphql' }]),
    );
    await customer.sendEnded('private');
    const run = await customer.untilRun('private', 'ends', ({ status }) => status === 'FAILED');
    expect(run.steps[0]?.attempts.every(({ status }) => status === 'NOT_SENT')).toBe(true);
  });
});
