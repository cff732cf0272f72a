import { aDecision, aFlow, anAssignment, aRequest, reports } from '../../testing/a-flow.ts';
import { portsMatch } from './ports-match.ts';

const nodes = [aDecision('d', { yes: 'true' }), aRequest('r'), anAssignment('s')];

describe('edges that fit', () => {
  it('accepts every exit that a node has', () => {
    const lines = ['start -> d', 'd.yes -> r', 'd.otherwise -> s', 'r.success -> s', 'r.failure -> s'];
    expect(reports(portsMatch, aFlow(nodes, lines))).toEqual([]);
  });

  it.each([
    ['d.no -> r', 'edges.0.port'],
    ['r.next -> s', 'edges.0.port'],
    ['s.success -> r', 'edges.0.port'],
    ['gone -> r', 'edges.0.from'],
    ['start -> gone', 'edges.0.to'],
    ['s -> start', 'edges.0.to'],
  ])('reports %s', (line, fieldPath) => {
    expect(reports(portsMatch, aFlow(nodes, [line]))).toEqual([`INVALID ${fieldPath}`]);
  });

  it('reports an edge that is there twice', () => {
    expect(reports(portsMatch, aFlow(nodes, ['start -> r', 'start -> r']))).toEqual(['INVALID edges.1.to']);
  });
});
