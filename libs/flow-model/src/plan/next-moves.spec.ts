import fc from 'fast-check';
import { aDecision, anAssignment, aPlan, aRequest } from '../testing/a-flow.ts';
import { nextMoves, type NextMoves } from './next-moves.ts';
import type { Plan, StepProgress } from './plan.ts';

const keys = (steps: NextMoves['start']) => steps.map((step) => step.key);
const inShort = ({ start, skip, end }: NextMoves) => ({
  start: keys(start),
  ...(skip.length > 0 ? { skip: keys(skip) } : {}),
  ...(end === undefined ? {} : { end }),
});
const ended = (port: string): StepProgress => ({ state: 'succeeded', port });
const failed: StepProgress = { state: 'failed' };
const running: StepProgress = { state: 'running' };
const moves = (plan: Plan, progress: Record<string, StepProgress>) =>
  inShort(nextMoves(plan, new Map(Object.entries(progress))));

const [a, b, c, join] = ['a', 'b', 'c', 'join'].map((key) => anAssignment(key));
const all = [a, b, c, join].filter((node) => node !== undefined);

describe('next moves', () => {
  it('starts what follows Start, and a chain step by step', () => {
    const plan = aPlan(all, ['start -> a', 'a -> b', 'b -> c', 'c -> join']);
    expect(moves(plan, {})).toEqual({ start: ['a'] });
    expect(moves(plan, { a: running })).toEqual({ start: [] });
    expect(moves(plan, { a: ended('next') })).toEqual({ start: ['b'] });
  });

  it('starts parallel branches at once and joins them when all are settled', () => {
    const plan = aPlan(all, ['start -> a', 'start -> b', 'start -> c', 'a -> join', 'b -> join', 'c -> join']);
    expect(moves(plan, {})).toEqual({ start: ['a', 'b', 'c'] });
    expect(moves(plan, { a: ended('next'), b: running, c: ended('next') })).toEqual({ start: [] });
    expect(moves(plan, { a: ended('next'), b: ended('next'), c: ended('next') })).toEqual({ start: ['join'] });
  });

  it('goes one way at a decision, skips the others, and joins over dead paths', () => {
    const lines = ['start -> d', 'd.yes -> a', 'd.otherwise -> b', 'b -> c', 'a -> join', 'c -> join'];
    const plan = aPlan([aDecision('d', { yes: 'true' }), ...all], lines);
    expect(moves(plan, { d: ended('yes') })).toEqual({ start: ['a'], skip: ['b', 'c'] });
    expect(
      moves(plan, { d: ended('yes'), b: { state: 'skipped' }, c: { state: 'skipped' }, a: ended('next') }),
    ).toEqual({
      start: ['join'],
    });
  });

  it('ends well when a decision leads nowhere', () => {
    const plan = aPlan([aDecision('d', { yes: 'true' }), anAssignment('a')], ['start -> d', 'd.yes -> a']);
    expect(moves(plan, { d: ended('otherwise') })).toEqual({ start: [], skip: ['a'], end: 'SUCCEEDED' });
  });

  it('takes a wired failure exit, and the run is not failed', () => {
    const plan = aPlan(
      [aRequest('r'), anAssignment('a'), anAssignment('b')],
      ['start -> r', 'r.success -> a', 'r.failure -> b'],
    );
    expect(moves(plan, { r: failed })).toEqual({ start: ['b'], skip: ['a'] });
    expect(moves(plan, { r: failed, a: { state: 'skipped' }, b: ended('next') })).toEqual({
      start: [],
      end: 'SUCCEEDED',
    });
  });

  it('fails the run over an unwired failure, but lets the other branches finish', () => {
    const plan = aPlan(
      [aRequest('r'), anAssignment('a'), anAssignment('b'), anAssignment('c')],
      ['start -> r', 'start -> b', 'r.success -> a', 'b -> c'],
    );
    expect(moves(plan, { r: failed, b: running })).toEqual({ start: [], skip: ['a'] });
    expect(moves(plan, { r: failed, a: { state: 'skipped' }, b: ended('next') })).toEqual({ start: ['c'] });
    expect(moves(plan, { r: failed, a: { state: 'skipped' }, b: ended('next'), c: ended('next') })).toEqual({
      start: [],
      end: 'FAILED',
    });
  });

  it('fails the run over a step that has no failure exit at all', () => {
    const plan = aPlan([anAssignment('a'), anAssignment('b')], ['start -> a', 'a -> b']);
    expect(moves(plan, { a: failed })).toEqual({ start: [], skip: ['b'], end: 'FAILED' });
  });
});

/** A random acyclic flow: edges run from earlier nodes to later ones only, so any choice of them is one. */
const kinds = fc.array(fc.constantFrom('apiRequest', 'decision', 'setVariable'), { minLength: 1, maxLength: 9 });
const flows = kinds.chain((list) => {
  const nodes = list.map((kind, at) => {
    const key = `n${String(at)}`;
    if (kind === 'apiRequest') return aRequest(key);
    return kind === 'decision' ? aDecision(key, { yes: 'true', no: 'true' }) : anAssignment(key);
  });
  const ports = { apiRequest: ['success', 'failure'], decision: ['yes', 'no', 'otherwise'], setVariable: ['next'] };
  const possible = nodes.flatMap((to, at) => [
    `start -> ${to.key}`,
    ...nodes
      .slice(0, at)
      .flatMap((from) => ports[from.kind as keyof typeof ports].map((port) => `${from.key}.${port} -> ${to.key}`)),
  ]);
  return fc.subarray(possible).map((lines) => ({ nodes, lines: [...new Set(['start -> n0', ...lines])] }));
});

/** What becomes of each node when it runs: chosen per node before, so it cannot depend on the order. */
const fates = fc.array(fc.nat({ max: 3 }), { minLength: 9, maxLength: 9 });

function fateOf(plan: Plan, key: string, choices: readonly number[]): StepProgress {
  const step = plan.steps.find((one) => one.key === key);
  const choice = choices[Number(key.slice(1))] ?? 0;
  if (choice === 3) return failed;
  if (step?.kind === 'apiRequest') return choice === 0 ? failed : ended('success');
  return step?.kind === 'decision' ? ended(['yes', 'no', 'otherwise'][choice] ?? '') : ended('next');
}

/** Runs a plan to its end; `pick` says which of the running steps ends next. */
function simulate(plan: Plan, choices: readonly number[], pick: (count: number) => number) {
  const progress = new Map<string, StepProgress>();
  const started: string[] = [];
  for (;;) {
    const next = nextMoves(plan, progress);
    for (const step of next.skip) progress.set(step.key, { state: 'skipped' });
    for (const step of next.start) {
      started.push(step.key);
      progress.set(step.key, running);
    }
    const runningKeys = [...progress].filter(([, step]) => step.state === 'running').map(([key]) => key);
    if (next.end !== undefined || runningKeys.length === 0) return { end: next.end, started, progress };
    const key = runningKeys[pick(runningKeys.length)] ?? '';
    progress.set(key, fateOf(plan, key, choices));
  }
}

/** The same from the definition, node by node: it runs if one of its incoming edges is taken. */
function expected(plan: Plan, choices: readonly number[]): Map<string, StepProgress> {
  const result = new Map<string, StepProgress>();
  for (const { key } of plan.steps) {
    const isTaken = plan.graph.incoming(key).some(({ from, port }) => {
      const source = from === plan.start.key ? ended('next') : result.get(from);
      return (
        (source?.state === 'succeeded' && source.port === port) || (source?.state === 'failed' && port === 'failure')
      );
    });
    result.set(key, isTaken ? fateOf(plan, key, choices) : { state: 'skipped' });
  }
  return result;
}

describe('any flow, with its steps ending in any order', () => {
  const sorted = (progress: ReadonlyMap<string, StepProgress>) => [...progress].sort(([x], [y]) => (x < y ? -1 : 1));

  it('comes to the one end that its outcomes say, each step started once at most', () => {
    fc.assert(
      fc.property(flows, fates, fc.infiniteStream(fc.nat()), ({ nodes, lines }, choices, order) => {
        const plan = aPlan(nodes, lines);
        const run = simulate(plan, choices, (count) => (order.next().value ?? 0) % count);
        expect(new Set(run.started).size).toBe(run.started.length);
        expect(sorted(run.progress)).toEqual(sorted(expected(plan, choices)));
        const lost = plan.steps.filter(
          ({ key }) =>
            run.progress.get(key)?.state === 'failed' && !lines.some((line) => line.startsWith(`${key}.failure`)),
        );
        expect(run.end).toBe(lost.length > 0 ? 'FAILED' : 'SUCCEEDED');
      }),
      { numRuns: 400 },
    );
  });

  it('never starts a step while one before it has not settled, and forgets nothing when asked again', () => {
    fc.assert(
      fc.property(flows, fates, ({ nodes, lines }, choices) => {
        const plan = aPlan(nodes, lines);
        const full = expected(plan, choices);
        // Any prefix of the plan order is a state that a run can be taken up in.
        for (let count = 0; count <= plan.steps.length; count += 1) {
          const progress = new Map([...full].slice(0, count));
          const next = nextMoves(plan, progress);
          expect(nextMoves(plan, progress)).toEqual(next);
          for (const step of next.start) {
            const sources = plan.graph.incoming(step.key).map(({ from }) => from);
            const settled = [...progress.keys(), ...keys(next.skip), plan.start.key];
            expect(sources.every((source) => settled.includes(source))).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
