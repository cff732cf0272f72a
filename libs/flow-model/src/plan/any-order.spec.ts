/** One large flow, run to its end in many orders of completion: whatever the order, one end and the same variables. */
import type { JsonObject } from '../document/json.ts';
import { aDecision, anAssignment, aPlan, aRequest } from '../testing/a-flow.ts';
import { aScope } from '../testing/a-scope.ts';
import { nextMoves } from './next-moves.ts';
import type { Plan, PlannedStep, StepProgress } from './plan.ts';
import { visibleScope, type StepOutput } from './visible-scope.ts';

const BRANCHES = 40;
const JOINS = 12;
const STEPS = 300;
const ORDERS = 1_000;

type Nodes = Parameters<typeof aPlan>[0][number][];

/**
 * 40 branches from Start, each a chain of requests, decisions and assignments, led together by 12 joins, and a tail.
 * Every branch sets `shared` and every third kills one of its ways, so joins have dead paths and rival writes.
 */
function aLargeFlow(): { nodes: Nodes; lines: string[] } {
  const nodes: Nodes = [];
  const lines: string[] = [];
  for (let at = 0; at < BRANCHES; at += 1) addBranch(at, nodes, lines);
  for (let at = 0; at < JOINS; at += 1) {
    nodes.push(anAssignment(`join${at}`, { [`seen${at}`]: 'shared was {{shared}} {{own0|-}}', shared: `join${at}` }));
    if (at > 0 && at % 4 === 0) lines.push(`join${at - 1} -> join${at}`);
  }
  let last = `join${JOINS - 1}`;
  for (let at = 0; nodes.length < STEPS; at += 1) {
    nodes.push(anAssignment(`tail${at}`, { count: '{{count|0}} and {{shared}}', [`tail${at}`]: '{{shared}}' }));
    lines.push(`${last} -> tail${at}`);
    last = `tail${at}`;
  }
  return { nodes, lines };
}

function addBranch(at: number, nodes: Nodes, lines: string[]): void {
  const join = `join${at % JOINS}`;
  nodes.push(
    aRequest(`call${at}`, { mapping: [{ variable: `own${at}`, path: 'id' }] }),
    anAssignment(`rescue${at}`, { shared: `rescued ${at}` }),
    aDecision(`route${at}`, { odd: `{{own${at}}} % 2 == 1` }),
    anAssignment(`odd${at}`, { shared: `odd ${at} {{own${at}}}` }),
    anAssignment(`even${at}`, { shared: `even ${at} {{shared|nothing}}` }),
    anAssignment(`mark${at}`, { shared: `{{shared|none}}!`, [`mark${at}`]: '{{shared|none}}' }),
    aRequest(`tell${at}`, { mapping: [{ variable: `told${at}`, path: 'id' }] }),
  );
  lines.push(
    ...[`start -> call${at}`, `call${at}.success -> route${at}`, `route${at}.odd -> odd${at}`],
    ...[`route${at}.otherwise -> even${at}`, `odd${at} -> mark${at}`, `even${at} -> mark${at}`],
    ...[`rescue${at} -> mark${at}`, `mark${at} -> tell${at}`, `tell${at}.success -> ${join}`],
    // A third of the branches have no way out of a failure: they die, and the join does without them.
    ...(at % 3 === 0 ? [`start -> rescue${at}`] : [`call${at}.failure -> rescue${at}`]),
  );
}

interface Ended {
  progress: StepProgress;
  output?: StepOutput;
}

/** What becomes of a step depends on what it sees and on nothing else; every fifth target is down. */
function run(step: PlannedStep, variables: JsonObject): Ended {
  const scope = aScope({ variables });
  switch (step.kind) {
    case 'decision':
      return { progress: { state: 'succeeded', port: step.decide(scope) } };
    case 'setVariable':
      return { progress: { state: 'succeeded', port: 'next' }, output: { variables: step.assign(scope) } };
    case 'apiRequest': {
      const id = Number(step.key.slice('call'.length));
      if (id % 5 === 4 && step.key.startsWith('call')) return { progress: { state: 'failed' } };
      const mapped = step.map({ status: 200, headers: {}, body: { id } });
      return { progress: { state: 'succeeded', port: 'success' }, output: { variables: mapped.variables } };
    }
    default:
      return step satisfies never;
  }
}

/** Ends between one and twelve of the running steps at a time, in an order that `random` chooses. */
function drive(plan: Plan, random: () => number) {
  const progress = new Map<string, StepProgress>();
  const outputs = new Map<string, StepOutput>();
  const running: PlannedStep[] = [];
  const started: string[] = [];
  const ends: (string | undefined)[] = [];
  const steps = new Map(plan.steps.map((step) => [step.key, step]));
  while (ends.length === 0) {
    const moves = nextMoves(plan, progress);
    for (const { key } of moves.skip) progress.set(key, { state: 'skipped' });
    for (const step of moves.start) progress.set(step.key, { state: 'running' });
    running.push(...moves.start);
    started.push(...moves.start.map(({ key }) => key));
    if (moves.end !== undefined || running.length === 0) ends.push(moves.end);
    for (let left = 1 + Math.floor(random() * 12); left > 0 && running.length > 0; left -= 1) {
      const [step] = running.splice(Math.floor(random() * running.length), 1);
      const { variables } = visibleScope(plan, step!.key, { ...aScope(), outputs });
      const ended = run(steps.get(step!.key)!, variables);
      progress.set(step!.key, ended.progress);
      if (ended.output !== undefined) outputs.set(step!.key, ended.output);
    }
  }
  // What the run made, as it is shown: every step's writes in plan order.
  const variables = Object.assign({}, ...plan.steps.map(({ key }) => outputs.get(key)?.variables)) as JsonObject;
  return { end: ends[0], again: nextMoves(plan, progress), variables, started, states: statesOf(progress) };
}

function statesOf(progress: ReadonlyMap<string, StepProgress>): string {
  return JSON.stringify([...progress].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** mulberry32: small, and the same everywhere for one seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('a flow of 300 steps, 40 branches and 12 joins', () => {
  const { nodes, lines } = aLargeFlow();
  const plan = aPlan(nodes, lines);

  it('is that large', () => {
    const joins = plan.steps.filter(({ key }) => key.startsWith('join'));
    expect([plan.steps.length, joins.length]).toEqual([STEPS, JOINS]);
    expect(joins.every(({ key }) => plan.graph.incoming(key).length > 2)).toBe(true);
    expect(new Set(plan.graph.outgoing('start').map(({ to }) => to.replace('rescue', 'call'))).size).toBe(BRANCHES);
  });

  it('comes to one end with the same variables in 1,000 orders of completion', () => {
    const first = drive(plan, randomFrom(0));
    expect(first.end).toBe('FAILED');
    expect(first.variables).toMatchObject({ own0: 0, mark1: 'odd 1 1!', mark4: 'rescued 4!', shared: 'join11' });
    const wanted = JSON.stringify({ end: first.end, variables: first.variables, states: first.states });
    const orders = new Set<string>();
    for (let seed = 1; seed <= ORDERS; seed += 1) {
      const { started, again, ...result } = drive(plan, randomFrom(seed));
      if (JSON.stringify(result) !== wanted) expect(result).toEqual(JSON.parse(wanted));
      expect([new Set(started).size, again.start.length, again.end]).toEqual([started.length, 0, first.end]);
      orders.add(started.join());
    }
    expect(orders.size).toBeGreaterThan(ORDERS * 0.99);
  });
});
