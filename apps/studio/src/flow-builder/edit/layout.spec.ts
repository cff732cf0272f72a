import { aDecision, anAssignment, aRequest, drawFlow } from '../testing/draw-flow.ts';
import { boxOf, overlap } from './places.ts';
import { outlineOf } from './outline.ts';
import { withPlaces } from './with-places.ts';
import { tidy } from './tidy.ts';
import { neighbourOf, withDownstream, withUpstream } from './walk-flow.ts';

const sample = drawFlow(
  [
    aDecision('route'),
    aRequest('ticket'),
    anAssignment('note'),
    aRequest('crm'),
    aRequest('metrics'),
    aRequest('survey'),
  ],
  'start -> route',
  'route.yes -> ticket',
  'ticket.success -> note',
  'note -> crm',
  'note -> metrics',
  'route.otherwise -> survey',
);
const inShort = (flow = sample): string[] =>
  outlineOf(flow).map((row) => {
    const text =
      row.type === 'node'
        ? row.key
        : row.type === 'exit'
          ? `[${row.label}]`
          : row.type === 'parallel'
            ? `(${String(row.count)})`
            : '—';
    return `${'  '.repeat(row.depth)}${text}`;
  });

describe('the outline', () => {
  it('lists steps in the order in which they run, branches and parallel ways as groups', () => {
    expect(inShort()).toEqual([
      'start',
      'route',
      '[yes]',
      '  ticket',
      '  note',
      '  (2)',
      '    crm',
      '    metrics',
      '[otherwise]',
      '  survey',
    ]);
  });

  it('puts a step where ways meet behind all of them', () => {
    const joined = drawFlow(
      [aDecision('route'), anAssignment('a'), anAssignment('b'), anAssignment('end')],
      'start -> route',
      'route.yes -> a',
      'route.otherwise -> b',
      'a -> end',
      'b -> end',
    );
    expect(inShort(joined)).toEqual(['start', 'route', '[yes]', '  a', '[otherwise]', '  b', 'end']);
    const parallel = drawFlow(
      [anAssignment('a'), anAssignment('b'), anAssignment('end')],
      'start -> a',
      'start -> b',
      'a -> end',
      'b -> end',
    );
    expect(inShort(parallel)).toEqual(['start', '(2)', '  a', '  b', 'end']);
  });

  it('tells what happens on failure before it goes on', () => {
    const failing = drawFlow(
      [aRequest('a'), anAssignment('bad'), anAssignment('good')],
      'start -> a',
      'a.failure -> bad',
      'a.success -> good',
    );
    expect(inShort(failing)).toEqual(['start', 'a', '[failure]', '  bad', 'good']);
  });

  it('ends with what nothing leads to, circles included', () => {
    const loose = drawFlow([anAssignment('a'), anAssignment('b'), anAssignment('c')], 'a -> b', 'b -> a');
    expect(inShort(loose)).toEqual(['start', '—', 'c', 'a', 'b']);
  });
});

describe('walking', () => {
  it('knows what comes before and after', () => {
    expect([...withDownstream(sample, ['ticket'])].toSorted()).toEqual(['crm', 'metrics', 'note', 'ticket']);
    expect([...withUpstream(sample, ['note'])].toSorted()).toEqual(['note', 'route', 'start', 'ticket']);
  });

  it('moves along the flow, and to the nearest card where it ends', () => {
    const { flow } = tidy(sample) as { flow: typeof sample };
    expect(neighbourOf(flow, 'route', 'down')).toBe('ticket');
    expect(neighbourOf(flow, 'ticket', 'up')).toBe('route');
    expect(neighbourOf(flow, 'ticket', 'right')).toBe('survey');
    expect(neighbourOf(flow, 'survey', 'left')).toBe('ticket');
    expect(neighbourOf(flow, 'crm', 'right')).toBe('metrics');
    expect(neighbourOf(flow, 'start', 'up')).toBeUndefined();
  });
});

describe('tidy', () => {
  it('leaves no two cards over each other, and all on the grid', () => {
    const outcome = tidy(sample);
    if (!outcome.ok) throw new Error(outcome.problem);
    const boxes = outcome.flow.nodes.map(boxOf);
    expect(boxes.some((box, at) => boxes.slice(at + 1).some((other) => overlap(box, other, 16)))).toBe(false);
    expect(boxes.every(({ x, y }) => x % 16 === 0 && y % 16 === 0)).toBe(true);
    expect(tidy(outcome.flow)).toEqual({ ok: false, problem: 'The flow is tidy already.' });
  });

  it('tidies the chosen steps where they stand and leaves the others', () => {
    const apart = {
      ...sample,
      nodes: sample.nodes.map((node) => (node.key === 'crm' ? { ...node, position: { x: 9_600, y: 4_800 } } : node)),
    };
    const outcome = tidy(apart, ['crm', 'metrics']);
    if (!outcome.ok) throw new Error(outcome.problem);
    const placeOf = (key: string) => outcome.flow.nodes.find((node) => node.key === key)?.position;
    expect(placeOf('route')).toEqual(sample.nodes[1]?.position);
    expect(placeOf('crm')?.y).toBe(placeOf('metrics')?.y);
  });

  it('finds a place for every step when two steps want their followers the other way round', () => {
    const crossed = drawFlow(
      [anAssignment('one'), anAssignment('other'), anAssignment('a'), anAssignment('b')],
      ...['start -> one', 'start -> other', 'one -> a', 'one -> b', 'other -> b', 'other -> a'],
    );
    const outcome = tidy(crossed);
    if (!outcome.ok) throw new Error(outcome.problem);
    const boxes = outcome.flow.nodes.map(boxOf);
    expect(boxes.some((box, at) => boxes.slice(at + 1).some((other) => overlap(box, other, 16)))).toBe(false);
  });

  it('gives places to a flow that came without', () => {
    const bare = { ...sample, nodes: sample.nodes.map((node) => ({ ...node, position: undefined })) } as typeof sample;
    const placed = withPlaces(bare);
    expect(placed.nodes.every(({ position }) => position !== undefined)).toBe(true);
    expect(withPlaces(placed)).toBe(placed);
  });

  it('lays out 300 steps within a second', () => {
    const many = Array.from({ length: 300 }, (_, at) => anAssignment(`n${String(at)}`));
    const edges = many.map(({ key }, at) => `${at === 0 ? 'start' : `n${String(Math.floor((at - 1) / 2))}`} -> ${key}`);
    const flow = drawFlow(many, ...edges);
    const before = performance.now();
    expect(tidy(flow).ok).toBe(true);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
