import { randomUUID } from 'node:crypto';
import { until } from '@aftercall/dev-harness';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

interface ToldCall {
  outcome: string | null;
  events: { type: string; disposition: string; reason: { code: string } | null }[];
  actions: { run: { id: string; status: string } | null; reason: { code: string } | null }[];
}

const CALL = `query ($id: ID!) { call(id: $id) { outcome events { type disposition reason { code } }
  actions { run { id status } reason { code } } } }`;

describe('a call whose end and analysis come apart', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  async function publish(deadlineMs: number): Promise<Customer> {
    const customer = new Customer(world);
    const flow = stepsInRow(world.up.targetUrl, [{ key: 'ticket', path: '/tickets' }]) as {
      nodes: { config: Record<string, unknown> }[];
    };
    Object.assign(flow.nodes[0]?.config ?? {}, { waitFor: { event: 'call.analyzed', deadlineMs } });
    const body = { type: 'json', json: { summary: '{{interaction.SUMMARY}}', analyzed: '{{interaction.ANALYZED}}' } };
    Object.assign(flow.nodes[1]?.config ?? {}, { body });
    await customer.publish(flow);
    return customer;
  }

  async function sendAnalyzed(customer: Customer, callId: string): Promise<void> {
    const data = { callId, agentId: customer.agentId, summary: 'What it was about.' };
    const event = { ...customer.ended(callId), id: randomUUID(), type: 'call.analyzed.v1', data };
    expect((await world.send(event)).status).toBe(202);
  }

  const call = async (id: string) => (await world.graphql<{ call: ToldCall }>(CALL, { id })).data.call;
  const bodies = async (callId: string) => (await world.received(callId)).map(({ body }) => body);

  it('runs once, of both, though its executor is killed between them', async () => {
    const customer = await publish(600_000);
    await customer.sendEnded('joined');
    expect(await call('joined')).toMatchObject({
      outcome: 'completed',
      events: [{ type: 'call.ended.v1', disposition: 'WAITING', reason: { code: 'WAITING_FOR_ANALYSIS' } }],
      actions: [{ run: null, reason: { code: 'WAITING_FOR_ANALYSIS' } }],
    });
    const before = world.up.pids.executor;
    world.kill('executor');
    await until(() => world.up.pids.executor !== before, {
      deadlineMs: 30_000,
      what: 'the executor is started again',
    });
    await until(async () => (await world.send(customer.ended('joined')).catch(() => undefined))?.status === 202, {
      deadlineMs: 30_000,
      what: 'the door is open again',
    });
    await sendAnalyzed(customer, 'joined');
    await customer.untilRun('joined', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(await bodies('joined')).toEqual([{ summary: 'What it was about.', analyzed: true }]);
    expect((await call('joined')).events).toMatchObject([
      { type: 'call.ended.v1', disposition: 'MATCHED' },
      { type: 'call.analyzed.v1', disposition: 'MATCHED' },
    ]);
  });

  it('runs as well when the analysis comes first', async () => {
    const customer = await publish(600_000);
    await sendAnalyzed(customer, 'analysis-first');
    await customer.sendEnded('analysis-first');
    await customer.untilRun('analysis-first', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(await bodies('analysis-first')).toEqual([{ summary: 'What it was about.', analyzed: true }]);
  });

  it('runs without the analysis at the deadline, and tells one that comes later', async () => {
    const customer = await publish(1500);
    await customer.sendEnded('too-late');
    await customer.untilRun('too-late', 'ends', ({ status }) => status === 'SUCCEEDED');
    expect(await bodies('too-late')).toEqual([{ summary: 'A story.', analyzed: false }]);
    await sendAnalyzed(customer, 'too-late');
    expect(await customer.runsOf('too-late')).toHaveLength(1);
    expect((await call('too-late')).events).toMatchObject([
      { type: 'call.ended.v1', disposition: 'MATCHED' },
      { type: 'call.analyzed.v1', disposition: 'DROPPED', reason: { code: 'ANALYSIS_LATE' } },
    ]);
  });

  it('leaves a ledger that balances', async () => {
    const { code, said } = await world.balance();
    expect(said).toContain('The ledger balances.');
    expect(code).toBe(0);
  });
});
