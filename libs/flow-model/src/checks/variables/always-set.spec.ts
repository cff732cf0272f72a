import { aDecision, aFlow, anAssignment, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { alwaysSet } from './always-set.ts';

const set = (key: string) => anAssignment(key, { x: '1' });
const use = anAssignment('use', { y: '{{x}}' });
const decision = aDecision('d', { yes: 'true', no: 'false' });
const other = anAssignment('other', { z: '1' });
const maps = (key: string) => aRequest(key, { mapping: [{ variable: 'x', path: '$.x' }] });
const warning = ['W_VARIABLE_NOT_ALWAYS_SET use config.assignments.0.value'];

describe('variables that are always set', () => {
  it.each([
    ['set before', [set('a'), use], ['start -> a', 'a -> use']],
    [
      'set on every branch',
      [decision, set('a'), set('b'), set('c'), use],
      ['start -> d', 'd.yes -> a', 'd.no -> b', 'd.otherwise -> c', 'a -> use', 'b -> use', 'c -> use'],
    ],
    ['set before the decision', [set('a'), decision, use], ['start -> a', 'a -> d', 'd.yes -> use', 'd.no -> use']],
    ['set beside, joined', [set('a'), other, use], ['start -> a', 'start -> other', 'a -> use', 'other -> use']],
    ['set on the only branch that leads on', [decision, set('a'), use], ['start -> d', 'd.yes -> a', 'a -> use']],
    ['mapped by a request whose failure ends the run', [maps('r'), use], ['start -> r', 'r.success -> use']],
    [
      'declared by Start',
      [aStart({ variables: [{ name: 'x' }] }), decision, set('a'), use],
      ['start -> d', 'd.yes -> a', 'd.no -> use', 'a -> use'],
    ],
    ['set by a row above', [anAssignment('use', { x: '1', y: '{{x}}' })], ['start -> use']],
  ])('accepts one that is %s', (_what, nodes, lines) => {
    expect(reports(alwaysSet, aFlow(nodes, lines))).toEqual([]);
  });

  it.each([
    ['on one branch only', [decision, set('a'), use], ['start -> d', 'd.yes -> a', 'd.otherwise -> use', 'a -> use']],
    [
      'on one branch only, joined with a node beside',
      [decision, set('a'), other, use],
      ['start -> d', 'start -> other', 'd.yes -> a', 'a -> use', 'other -> use'],
    ],
    ['by a request that may fail and go on', [maps('r'), use], ['start -> r', 'r.success -> use', 'r.failure -> use']],
    ['on another branch', [decision, set('a'), use], ['start -> d', 'd.yes -> a', 'd.no -> use']],
    ['later', [use, set('a')], ['start -> use', 'use -> a']],
  ])('warns of one that is set %s', (_what, nodes, lines) => {
    expect(reports(alwaysSet, aFlow(nodes, lines))).toEqual(warning);
  });

  it('leaves circles and names that nothing sets to other checks', () => {
    expect(reports(alwaysSet, aFlow([use], ['start -> use']))).toEqual([]);
    expect(reports(alwaysSet, aFlow([set('a'), use], ['start -> use', 'use -> a', 'a -> use']))).toEqual([]);
  });
});
