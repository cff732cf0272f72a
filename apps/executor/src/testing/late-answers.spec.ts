import { CachedAuthProfiles } from '../delivery/cached-auth-profiles.ts';
import { Deliver } from '../delivery/deliver.ts';
import { FixedAuthProfiles } from '../delivery/testing/fixed-auth-profiles.ts';
import { ScriptedHttpTarget } from '../delivery/testing/scripted-http-target.ts';
import { LaneSet } from '../lanes/lane-set.ts';
import { usualLimits } from '../lanes/lane.ts';
import { HandCircuit } from '../lanes/testing/hand-circuit.ts';
import { apiRequest, ExecutorWorld, flowOf } from './executor-world.ts';

const TIMEOUT_MS = 10_000;
const ANSWERED_AFTER_MS = 11_000;

/** A payment whose answer comes a second after its sender has given up. */
const payWith = (idempotency: object): unknown =>
  flowOf(
    [apiRequest('pay', { timeoutMs: TIMEOUT_MS, url: 'https://bank.example/pay', idempotency })],
    ['start.next pay'],
  );

describe('a target that answers at 11 s, with a timeout of 10 s', () => {
  let world: ExecutorWorld;
  let target: ScriptedHttpTarget;
  let delivery: Deliver;
  beforeEach(() => {
    world = new ExecutorWorld();
    const { clock } = world;
    target = new ScriptedHttpTarget(clock, 100_000);
    const lanes = new LaneSet({ limits: usualLimits(4), makeCircuit: () => new HandCircuit(), clock });
    const authProfiles = new CachedAuthProfiles(new FixedAuthProfiles(), clock);
    delivery = new Deliver({ authProfiles, lanes, target, clock, userAgent: 'test' });
    target.script('/pay', { json: { receipt: 'R-1' }, after: clock.sleep(ANSWERED_AFTER_MS) }, { json: {} });
  });

  async function pass(ms: number): Promise<void> {
    await world.clock.advance(ms);
    await world.settle();
  }
  const sent = () => target.received.map(({ method, url }) => `${method} ${url}`);
  const keys = () =>
    target.received.map(({ headers }) => headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1]);
  const statuses = (runId: string) =>
    world.facts(runId).flatMap((fact) => (fact.kind === 'attempt' ? [`${fact.status} ${fact.durationMs}`] : []));

  it('is asked once by the policy review, and the run waits for a person', async () => {
    const { runId } = await world.begin(delivery, payWith({ inDoubt: 'review' }));
    await pass(TIMEOUT_MS - 1);
    expect(world.run(runId).state).toBe('driven');
    await pass(1);
    expect(world.run(runId).state).toBe('review');
    await pass(120_000);
    expect(world.run(runId).state).toBe('review');
    expect(sent()).toEqual(['POST https://bank.example/pay']);
    expect(statuses(runId)).toEqual([`IN_DOUBT ${TIMEOUT_MS}`]);
  });

  it('is asked twice by the policy repeat, with the same key', async () => {
    const { runId } = await world.begin(delivery, payWith({ inDoubt: 'repeat' }));
    await pass(ANSWERED_AFTER_MS);
    expect(world.run(runId).state).toBe('due');
    await pass(60_000);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(sent()).toEqual(['POST https://bank.example/pay', 'POST https://bank.example/pay']);
    const [first, second] = keys();
    expect(first).toMatch(/./);
    expect(second).toBe(first);
    expect(statuses(runId)).toEqual([`IN_DOUBT ${TIMEOUT_MS}`, 'SUCCEEDED 0']);
  });

  it('is looked up by the policy lookup, found, and not asked again', async () => {
    const lookup = { url: 'https://bank.example/find', found: 'response.status == 200', mapping: [] };
    target.script('/find', { json: { receipt: 'R-1' } });
    const { runId } = await world.begin(delivery, payWith({ inDoubt: 'lookup', lookup }));
    await pass(60_000);
    expect(world.run(runId).end?.status).toBe('SUCCEEDED');
    expect(sent()).toEqual(['POST https://bank.example/pay', 'GET https://bank.example/find']);
    expect(statuses(runId)).toEqual([`IN_DOUBT ${TIMEOUT_MS}`, 'SUCCEEDED 0']);
    await pass(120_000);
    expect(sent()).toHaveLength(2);
  });
});
