import { until } from '@aftercall/dev-harness';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

describe('an executor that is killed', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  it('between two steps: the first is not sent again and the run ends', async () => {
    const customer = new Customer(world);
    const steps = [
      { key: 'first', path: '/tickets' },
      { key: 'second', path: '/notes' },
    ];
    await customer.publish(stepsInRow(world.up.targetUrl, steps, { timeoutMs: 60_000 }));
    // The second step hangs, so the process dies when the first is done and the second is on its way.
    await world.behave({ path: '/notes', hang: true, times: 1 });
    await customer.sendEnded('killed-between');
    await until(async () => (await world.received('killed-between', '/notes')).length === 1, {
      deadlineMs: 10_000,
      what: 'the second step is sent',
    });
    world.kill('executor');
    const run = await customer.untilRun('killed-between', 'ends', ({ status }) => status === 'SUCCEEDED', 60_000);
    expect(await world.received('killed-between', '/tickets')).toHaveLength(1);
    const seconds = await world.received('killed-between', '/notes');
    expect(seconds).toHaveLength(2);
    expect(new Set(seconds.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(run.steps.find(({ key }) => key === 'second')?.attempts).toMatchObject([
      { number: 1, status: 'IN_DOUBT' },
      { number: 2, status: 'SUCCEEDED' },
    ]);
  });

  it('while a retry waits: the retry comes at its time, not before', async () => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }], { schedule: ['8s'] }));
    await world.behave({ path: '/tickets', status: 503, times: 1 });
    await customer.sendEnded('killed-waiting');
    await customer.untilRun('killed-waiting', 'waits', ({ status }) => status === 'WAITING');
    world.kill('executor');
    await customer.untilRun('killed-waiting', 'ends', ({ status }) => status === 'SUCCEEDED', 60_000);
    const sent = await world.received('killed-waiting', '/tickets');
    expect(sent.map(({ status }) => status)).toEqual([503, 201]);
    const [first, second] = sent.map(({ at }) => Date.parse(at));
    const waitedMs = (second ?? 0) - (first ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(8000);
    // 8 s + 10 % jitter, and what a process needs to come back; a lease need not run out for a run that waits.
    expect(waitedMs).toBeLessThan(20_000);
  });

  it('leaves a ledger that balances', async () => {
    const { code, said } = await world.balance();
    expect(said).toContain('The ledger balances.');
    expect(code).toBe(0);
  });
});
