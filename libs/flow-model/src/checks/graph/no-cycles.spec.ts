import { aFlow, anAssignment, reports } from '../../testing/a-flow.ts';
import { noCycles } from './no-cycles.ts';

const nodes = ['a', 'b', 'c', 'd'].map((key) => anAssignment(key));

describe('no cycles', () => {
  it('accepts a diamond', () => {
    expect(reports(noCycles, aFlow(nodes, ['start -> a', 'a -> b', 'a -> c', 'b -> d', 'c -> d']))).toEqual([]);
  });

  it('reports the nodes of a circle, not those behind it', () => {
    expect(reports(noCycles, aFlow(nodes, ['start -> a', 'a -> b', 'b -> a', 'b -> c', 'c -> d']))).toEqual([
      'E_CYCLE a',
      'E_CYCLE b',
    ]);
  });

  it('reports a node that leads to itself', () => {
    expect(reports(noCycles, aFlow(nodes, ['start -> a', 'a -> a']))).toEqual(['E_CYCLE a']);
  });
});
