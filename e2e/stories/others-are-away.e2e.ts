import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

describe('when other services are away', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  it('a restarted executor still runs a call without the registry', async () => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }]));
    await world.tell('stop', 'registry');
    await world.tell('stop', 'executor');
    await world.tell('start', 'executor');
    await customer.sendEnded('no-registry');
    await world.tell('start', 'registry');
    const run = await customer.untilRun('no-registry', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(run.variables['onlyId']).toMatch(/^T-/);
  });

  it('runs wait for the vault, say why, and go on', async () => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }], { schedule: [] }));
    await world.tell('stop', 'vault');
    // A fresh executor has no credential in memory.
    await world.tell('stop', 'executor');
    await world.tell('start', 'executor');
    await customer.sendEnded('no-vault');
    const waiting = await customer.untilRun('no-vault', 'waits', ({ status }) => status === 'WAITING');
    expect(waiting.steps).toMatchObject([
      { key: 'only', status: 'WAITING', attempts: [{ status: 'NOT_SENT', cause: { code: 'VAULT_UNAVAILABLE' } }] },
    ]);
    expect(await world.received('no-vault')).toHaveLength(0);
    await world.tell('start', 'vault');
    await customer.untilRun('no-vault', 'ends', ({ status }) => status === 'SUCCEEDED', 40_000);
    expect(await world.received('no-vault')).toHaveLength(1);
  });
});
