import { aDecision, aFlow, anAssignment, aRequest, reports } from '../../testing/a-flow.ts';
import { writesApart } from './writes-apart.ts';

const nodes = [anAssignment('a', { x: 1 }), anAssignment('b', { x: 2 }), anAssignment('join'), anAssignment('after')];
const fork = ['start -> a', 'start -> b'];
const meet = ['a -> join', 'b -> join', 'join -> after'];

describe('values set by branches that run side by side', () => {
  it('reports the node at which they meet, and says whose value counts', () => {
    const flow = aFlow(nodes, [...fork, ...meet]);
    expect(reports(writesApart, flow)).toEqual(['W_CONFLICTING_WRITES join']);
  });

  it('reports a request that maps what another branch sets', () => {
    const request = aRequest('a', { mapping: [{ variable: 'x', path: 'x' }] });
    const lines = [...fork, 'a.success -> join', 'b -> join'];
    expect(reports(writesApart, aFlow([request, ...nodes.slice(1, 3)], lines))).toEqual(['W_CONFLICTING_WRITES join']);
  });

  it.each([
    ['names that differ', [anAssignment('a', { y: 1 }), ...nodes.slice(1)], [...fork, ...meet]],
    ['branches that never meet', nodes.slice(0, 2), fork],
    ['nodes in a row', nodes.slice(0, 2), ['start -> a', 'a -> b']],
    [
      'exits of one Decision',
      [aDecision('d', { yes: 'true' }), ...nodes],
      ['start -> d', 'd.yes -> a', 'd.otherwise -> b', ...meet],
    ],
    [
      'success and failure of one request',
      [aRequest('r'), ...nodes],
      ['start -> r', 'r.success -> a', 'r.failure -> b', ...meet],
    ],
  ])('accepts %s', (_what, list, lines) => {
    expect(reports(writesApart, aFlow(list, lines))).toEqual([]);
  });

  it('is not misled by another way around the Decision', () => {
    const lines = ['start -> d', 'start -> b', 'd.yes -> a', 'd.otherwise -> b', ...meet];
    expect(reports(writesApart, aFlow([aDecision('d', { yes: 'true' }), ...nodes], lines))).toEqual([
      'W_CONFLICTING_WRITES join',
    ]);
  });
});
