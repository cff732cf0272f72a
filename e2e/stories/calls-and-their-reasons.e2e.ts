import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

interface SeenCall {
  outcome: string;
  events: { type: string; disposition: string; duplicates: number; reason: { code: string } | null }[];
  actions: { run: { id: string } | null; reason: { code: string } | null }[];
  runs: { id: string }[];
}

const CALL = `query ($id: ID!) { call(id: $id) { outcome events { type disposition duplicates reason { code } }
  actions { run { id } reason { code } } runs { id } } }`;

describe('what becomes of a call', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());
  const flow = () => stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }]);
  const callOf = async (id: string, workspace?: string) => {
    const as = workspace === undefined ? {} : { workspace };
    return (await world.graphql<{ call: SeenCall | null }>(CALL, { id }, as)).data.call;
  };

  it('the same event three times is one run and two duplicates', async () => {
    const customer = new Customer(world);
    await customer.publish(flow());
    const event = customer.ended('thrice');
    const answers = [await world.send(event), await world.send(event), await world.send([event])];
    expect(answers.map(({ status, body }) => [status, body.events[0]?.status])).toEqual([
      [202, 'new'],
      [202, 'duplicate'],
      [202, 'duplicate'],
    ]);
    await customer.untilRun('thrice', 'ends', ({ status }) => status === 'SUCCEEDED', 3000);
    expect(await customer.runsOf('thrice')).toHaveLength(1);
    expect(await callOf('thrice')).toMatchObject({
      outcome: 'completed',
      events: [{ type: 'call.ended.v1', disposition: 'MATCHED', duplicates: 2, reason: null }],
      actions: [{ run: { id: expect.any(String) as string }, reason: null }],
    });
  });

  it('an outcome that was not chosen runs nothing and says so', async () => {
    const customer = new Customer(world);
    await customer.publish(flow());
    await customer.sendEnded('premature', { outcome: 'failed' });
    expect(await callOf('premature')).toMatchObject({
      outcome: 'failed',
      events: [{ disposition: 'DROPPED' }],
      actions: [{ run: null, reason: { code: 'OUTCOME_NOT_CHOSEN' } }],
      runs: [],
    });
  });

  it('an agent that nobody registered is unknown', async () => {
    await new Customer(world).sendEnded('stranger');
    expect(await callOf('stranger')).toMatchObject({
      events: [{ disposition: 'DROPPED', reason: { code: 'AGENT_UNKNOWN' } }],
      runs: [],
    });
  });

  it('two workspaces with the same call id and action name stay apart', async () => {
    const admin = new Customer(world);
    for (const id of ['story-a', 'story-b']) {
      await admin.mutate('createWorkspace', 'CreateWorkspaceInput', { id, name: id }, 'workspace { id }');
    }
    const runIds = [];
    for (const workspace of ['story-a', 'story-b']) {
      const customer = new Customer(world, { workspace });
      const secret = { token: 'not-the-targets' };
      const profile = { name: 'example-target', kind: 'BEARER', origins: [world.up.targetUrl], secret };
      await customer.mutate('createAuthProfile', 'CreateAuthProfileInput', profile, 'authProfile { id }');
      await customer.publish(flow(), 'Same name');
      await customer.sendEnded('same-call');
      const run = await customer.untilRun('same-call', 'ends', ({ status }) => status === 'FAILED');
      runIds.push(run.id);
      expect(await callOf('same-call', workspace)).toMatchObject({ runs: [{ id: run.id }] });
    }
    expect(new Set(runIds).size).toBe(2);
    const foreign = await world.graphql<{ run: unknown }>(
      'query ($id: ID!) { run(id: $id) { id } }',
      { id: runIds[0] },
      { workspace: 'story-b' },
    );
    expect(foreign.data.run).toBeNull();
    expect(await callOf('same-call')).toBeNull();
  });

  it('a call sent right after publishing is heard, a hundred times of a hundred', async () => {
    const customer = new Customer(world);
    const actionId = await customer.publish(flow());
    let revision = 2;
    for (let round = 1; round <= 100; round += 1) {
      revision = await customer.republish(actionId, revision, {
        ...flow(),
        nodes: [
          { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: {} },
          { key: 'mark', kind: 'setVariable', config: { assignments: [{ variable: 'round', value: `r${round}` }] } },
        ],
        edges: [{ from: 'start', port: 'next', to: 'mark' }],
      });
      await customer.sendEnded(`fresh-${round}`);
    }
    for (let round = 1; round <= 100; round += 1) {
      const run = await customer.untilRun(`fresh-${round}`, 'ends', ({ status }) => status === 'SUCCEEDED');
      expect(run.variables['round']).toBe(`r${round}`);
    }
  });
});
