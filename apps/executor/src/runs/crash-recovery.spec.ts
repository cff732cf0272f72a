import fc from 'fast-check';
import {
  answered,
  inDoubt,
  notSent,
  type AttemptOutcome,
  type Delivery,
  type DeliveryOrder,
} from '../testing/answers.ts';
import { apiRequest, ExecutorWorld, flowOf, setVariable } from '../testing/executor-world.ts';
import { Mortal, type Death } from '../testing/mortal-executor.ts';
import type { Fact } from './journal-entry.ts';

/** One step, then four branches whose policies differ, then a join and one step more. */
const retry = { schedule: ['500ms', '2s', '20s', '1m', '1m'] };
const lookup = { url: 'https://looked.example/', query: [], headers: [], found: 'response.status == 200', mapping: [] };
const referenceFlow = flowOf(
  [
    apiRequest('first', { retry, mapping: [{ variable: 'ticketId', path: '$.id' }] }),
    apiRequest('repeated', { retry }),
    apiRequest('looked', { retry, idempotency: { inDoubt: 'lookup', lookup } }),
    apiRequest('honoured', { retry, method: 'PUT', idempotency: { honoured: true } }),
    apiRequest('read', { retry, method: 'GET', body: null }),
    setVariable('joined', { all: '{{ticketId}} done' }),
    apiRequest('last', { retry, idempotency: { inDoubt: 'review' } }),
  ],
  [
    'start.next first',
    ...['repeated', 'looked', 'honoured', 'read'].flatMap((key) => [`first.success ${key}`, `${key}.success joined`]),
    'joined.next last',
  ],
);
const NODES = ['first', 'repeated', 'looked', 'honoured', 'read', 'last'];
/** Their intent is stored before they are sent. */
const GUARDED = ['first', 'repeated', 'looked', 'last'];

/** What the target does with the nth request of a node; after that it answers 200. */
type Reaction = 'done' | 'refused' | 'no-connection' | 'done-unanswered' | 'unheard';

/** A target that counts what it was asked and what it carried out, and sees at each request what the ledger holds. */
class CountingTarget implements Delivery {
  readonly carriedOut = new Map<string, number>();
  readonly sent = new Map<string, number>();
  readonly keys = new Map<string, Set<string>>();
  readonly wrongs: string[] = [];
  process: Mortal | undefined;
  readonly #asked = new Map<string, number>();
  readonly #world: ExecutorWorld;
  readonly #reactions: ReadonlyMap<string, readonly Reaction[]>;
  readonly #latencyMs: ReadonlyMap<string, number>;

  constructor(world: ExecutorWorld, reactions: Record<string, Reaction[]>, latencies: Record<string, number>) {
    this.#world = world;
    this.#reactions = new Map(Object.entries(reactions));
    this.#latencyMs = new Map(Object.entries(latencies));
  }

  async attempt(order: DeliveryOrder): Promise<AttemptOutcome> {
    const { process } = this;
    if (!(await order.beforeSend())) return notSent('NOT_OURS', false);
    if (order.isLookup) return answered(this.#count(this.carriedOut, order) > 0 ? 200 : 404);
    return this.#receive(order, process);
  }

  laneOf({ step }: Pick<DeliveryOrder, 'step'>): string {
    return step.key;
  }

  fullLanes(): string[] {
    return [];
  }

  async #receive(order: DeliveryOrder, process: Mortal | undefined): Promise<AttemptOutcome> {
    const node = order.step.key;
    const reaction = this.#reactions.get(node)?.[this.#count(this.#asked, order)] ?? 'done';
    this.#asked.set(node, this.#count(this.#asked, order) + 1);
    if (reaction === 'no-connection') return this.#answer(notSent('CONNECT_FAILED', true), node);
    this.#look(order, this.#world.facts(order.runId));
    this.sent.set(node, this.#count(this.sent, order) + 1);
    if (reaction.startsWith('done')) this.carriedOut.set(node, this.#count(this.carriedOut, order) + 1);
    process?.hasSent();
    if (reaction === 'done') return this.#answer(answered(200, { id: 'T-1' }), node);
    return this.#answer(reaction === 'refused' ? answered(503) : inDoubt('RESET'), node);
  }

  async #answer(outcome: AttemptOutcome, node: string): Promise<AttemptOutcome> {
    await this.#world.clock.sleep(this.#latencyMs.get(node) ?? 0);
    return outcome;
  }

  /** What may never be true at the moment when a request arrives. */
  #look(order: DeliveryOrder, facts: readonly Fact[]): void {
    const node = order.step.key;
    const own = facts.filter((fact) => 'node' in fact && fact.node === node);
    const keys = this.keys.get(node) ?? new Set();
    this.keys.set(node, keys.add(order.idempotencyKey));
    if (own.some(({ kind }) => kind === 'step')) this.wrongs.push(`${node} was sent after it was over`);
    if (own.some((fact) => fact.kind === 'attempt' && fact.status === 'SUCCEEDED' && fact.isLookup !== true)) {
      this.wrongs.push(`${node} was sent after a stored answer`);
    }
    const intents = own.filter((fact) => fact.kind === 'intent' && fact.isLookup !== true).length;
    if (GUARDED.includes(node) && intents <= this.#count(this.sent, order)) {
      this.wrongs.push(`${node} was sent without a stored intent`);
    }
  }

  #count(of: ReadonlyMap<string, number>, { step }: DeliveryOrder): number {
    return of.get(step.key) ?? 0;
  }
}

interface Story {
  deaths: Death[];
  reactions: Record<string, Reaction[]>;
  latencies: Record<string, number>;
}

async function play({ deaths, reactions, latencies }: Story) {
  const world = new ExecutorWorld();
  const target = new CountingTarget(world, reactions, latencies);
  const start = async (death: Death | undefined) => {
    const process = new Mortal({ ledger: world.ledger, leases: world.leases, delivery: target }, death);
    target.process = process;
    return { process, ...(await world.startExecutor(process)) };
  };
  let executor = await start(deaths[0]);
  const opening = world.opening(referenceFlow, executor.lease.owner);
  executor.driver.begin([opening], executor.lease.owner);
  const run = world.run(opening.identity.runId);
  let deathCount = 0;
  for (let seconds = 0; seconds < 600 && run.state !== 'over' && run.state !== 'review'; seconds += 1) {
    await world.clock.advance(1000);
    if (!executor.process.isDead()) continue;
    deathCount += 1;
    executor = await start(deaths[deathCount]);
  }
  return { run, target, deathCount, facts: world.facts(opening.identity.runId) };
}

const attemptsOf = (facts: readonly Fact[], node: string, ...statuses: string[]) =>
  facts.filter(
    (fact) => fact.kind === 'attempt' && fact.node === node && !fact.isLookup && statuses.includes(fact.status),
  ).length;

function check({ run, target, facts }: Awaited<ReturnType<typeof play>>): void {
  expect(target.wrongs).toEqual([]);
  expect(run.entries.map(({ seq }) => seq)).toEqual(run.entries.map((_, index) => index + 1));
  if (run.state === 'review') {
    expect(attemptsOf(facts, 'last', 'IN_DOUBT')).toBe(1);
  } else {
    expect(run.end).toMatchObject({ status: 'SUCCEEDED', variables: { all: 'T-1 done' } });
  }
  for (const node of NODES) {
    const sent = target.sent.get(node) ?? 0;
    expect(target.keys.get(node)?.size ?? 1).toBe(1);
    // A repetition is one of a request that is known to have been refused, or known to be in doubt.
    if (GUARDED.includes(node)) expect(sent - 1).toBeLessThanOrEqual(attemptsOf(facts, node, 'IN_DOUBT', 'FAILED'));
  }
  expect(target.carriedOut.get('looked') ?? 0).toBeLessThanOrEqual(1);
  expect(target.carriedOut.get('last') ?? 0).toBeLessThanOrEqual(1);
}

describe('a run whose executors die', () => {
  const calm: Story = { deaths: [], reactions: {}, latencies: {} };
  const troubled: Story = {
    deaths: [],
    reactions: {
      first: ['refused'],
      repeated: ['done-unanswered', 'refused'],
      looked: ['done-unanswered'],
      honoured: ['no-connection', 'unheard'],
      read: ['refused'],
    },
    latencies: { repeated: 300, looked: 1700, read: 40 },
  };

  it.each([
    ['a calm target', calm],
    ['a target in trouble', troubled],
  ])('ends with %s wherever one of them dies', async (_, story) => {
    const undisturbed = await play(story);
    check(undisturbed);
    expect(undisturbed.run.state).toBe('over');
    const writes = undisturbed.run.entries.length;
    for (const at of ['write-not-kept', 'write-kept', 'sent'] as const) {
      for (let nth = 1; nth <= writes + 1; nth += 1) check(await play({ ...story, deaths: [{ at, nth }] }));
    }
  });

  it('holds the promises through any deaths, delays and answers', async () => {
    const death = fc.record<Death>({
      at: fc.constantFrom('write-not-kept', 'write-kept', 'claimed', 'sent'),
      nth: fc.integer({ min: 1, max: 8 }),
    });
    const reaction = fc.constantFrom<Reaction>('done', 'refused', 'no-connection', 'done-unanswered', 'unheard');
    const story = fc.record<Story>({
      deaths: fc.array(death, { maxLength: 5 }),
      reactions: fc.record(Object.fromEntries(NODES.map((node) => [node, fc.array(reaction, { maxLength: 3 })]))),
      latencies: fc.record(Object.fromEntries(NODES.map((node) => [node, fc.integer({ min: 0, max: 2500 })]))),
    });
    const seen = { deaths: 0, doubts: 0, reviews: 0 };
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const played = await play(one);
        check(played);
        seen.deaths += played.deathCount;
        seen.doubts += played.facts.filter(
          (fact) => fact.kind === 'attempt' && fact.cause?.code === 'EXECUTOR_LOST',
        ).length;
        seen.reviews += played.run.state === 'review' ? 1 : 0;
      }),
      { numRuns: 150 },
    );
    // Stories in which nobody died and nothing was in doubt would prove nothing.
    expect(seen.deaths).toBeGreaterThan(50);
    expect(seen.doubts).toBeGreaterThan(20);
    expect(seen.reviews).toBeGreaterThan(0);
  }, 60_000);
});
