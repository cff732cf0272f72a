import { aDecision, aFlowOf, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { rowsOnce } from './rows-once.ts';

const found = (node: Parameters<typeof aFlowOf>[0]) => reports(rowsOnce, aFlowOf(node));
const headers = (...names: string[]) => aRequest('n', { headers: names.map((name) => ({ name, value: '' })) });
const mapping = (...names: string[]) => aRequest('n', { mapping: names.map((variable) => ({ variable, path: 'a' })) });
const variables = (...names: string[]) => aStart({ variables: names.map((name) => ({ name })) });
const rows = (right: string) => ({ all: [{ left: '{{a}}', op: '==', right }] });

describe('rows', () => {
  it.each([
    [headers('X-A', 'X-B', 'x-a'), 'n config.headers.2.name'],
    [mapping('a', 'a'), 'n config.mapping.1.variable'],
    [variables('a', 'b', 'b'), 'start config.variables.2.name'],
    [aDecision('n', { yes: 'a == 1', no: ' a == 1' }), 'n config.branches.1.when'],
    [aDecision('n', { yes: rows('1'), no: rows('1') }), 'n config.branches.1.when'],
  ])('that make another useless are reported: %j', (node, place) => {
    expect(found(node)).toEqual([`W_DUPLICATE_ROW ${place}`]);
  });

  it.each([
    [headers('X-A', 'X-B', '', '')],
    [mapping('a', 'A')],
    [variables('a', 'A')],
    [aDecision('n', { yes: 'a == 1', no: 'a == 2' })],
    [aDecision('n', { yes: rows('1'), no: rows('2') })],
    [
      aRequest('n', {
        query: [
          { name: 'tag', value: 'a' },
          { name: 'tag', value: 'b' },
        ],
      }),
    ],
  ])('that differ are accepted: %j', (node) => {
    expect(found(node)).toEqual([]);
  });
});
