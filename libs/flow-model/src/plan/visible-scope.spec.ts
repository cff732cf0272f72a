import { anAssignment, aPlan, aRequest } from '../testing/a-flow.ts';
import { aScope } from '../testing/a-scope.ts';
import { visibleNodes, visibleScope, type StepOutput } from './visible-scope.ts';

const nodes = [anAssignment('left'), aRequest('right'), anAssignment('join'), anAssignment('after')];
const plan = aPlan(nodes, [
  'start -> left',
  'start -> right',
  'left -> join',
  'right.success -> join',
  'join -> after',
]);
const response = { status: 201, headers: {}, body: { id: 1 } };
const outputs = new Map<string, StepOutput>([
  ['right', { variables: { x: 'right', y: 1 }, response }],
  ['left', { variables: { x: 'left' } }],
  ['join', { variables: { x: 'join' } }],
]);
const facts = { ...aScope({ variables: { x: 'call', z: 'call' } }), outputs };

describe('what a node sees', () => {
  it('is what the nodes before it made, in plan order whatever ended first', () => {
    expect(visibleNodes(plan, 'join')).toEqual(['left', 'right']);
    expect(visibleScope(plan, 'join', facts)).toEqual(
      aScope({ variables: { x: 'right', y: 1, z: 'call' }, steps: { right: { response } } }),
    );
    expect(visibleScope(plan, 'after', facts).variables['x']).toBe('join');
  });

  it('is nothing of a branch beside it', () => {
    expect(visibleNodes(plan, 'left')).toEqual([]);
    expect(visibleScope(plan, 'left', facts)).toMatchObject({ variables: { x: 'call' }, steps: {} });
  });
});
