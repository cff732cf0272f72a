import { until } from '@aftercall/dev-harness';
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

  it('a run that waits ends with the version that it began with, whatever is live and away by then', async () => {
    const customer = new Customer(world);
    const settings = { schedule: ['6s'] };
    const actionId = await customer.publish(
      stepsInRow(world.up.targetUrl, [{ key: 'old', path: '/tickets' }], settings),
    );
    await world.behave({ path: '/tickets', status: 503, times: 1 });
    await customer.sendEnded('old-version');
    await customer.untilRun('old-version', 'waits', ({ status }) => status === 'WAITING');
    await customer.republish(actionId, 2, stepsInRow(world.up.targetUrl, [{ key: 'new', path: '/notes' }], settings));
    await world.tell('stop', 'registry');
    await world.tell('stop', 'executor');
    await world.tell('start', 'executor');
    await until(async () => (await world.received('old-version', '/tickets')).length === 2, {
      deadlineMs: 30_000,
      what: 'the run goes on while the registry is away',
    });
    await world.tell('start', 'registry');
    const run = await customer.untilRun('old-version', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(run.version.number).toBe(1);
    expect(await world.received('old-version', '/notes')).toEqual([]);
    await customer.sendEnded('new-version');
    const next = await customer.untilRun('new-version', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(next.version.number).toBe(2);
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
