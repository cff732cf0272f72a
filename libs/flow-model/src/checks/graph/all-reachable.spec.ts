import { aFlow, anAssignment, reports } from '../../testing/a-flow.ts';
import { allReachable } from './all-reachable.ts';

const nodes = ['a', 'b', 'c'].map((key) => anAssignment(key));

describe('reachable nodes', () => {
  it('accepts a chain', () => {
    expect(reports(allReachable, aFlow(nodes, ['start -> a', 'a -> b', 'b -> c']))).toEqual([]);
  });

  it('reports what no way leads to, connected among itself or not', () => {
    expect(reports(allReachable, aFlow(nodes, ['start -> a', 'b -> c']))).toEqual([
      'E_UNREACHABLE b',
      'E_UNREACHABLE c',
    ]);
  });
});
