import { aFlow, anAssignment, aStart, reports } from '../../testing/a-flow.ts';
import { oneStart } from './one-start.ts';

describe('one way in', () => {
  it('accepts a Start that leads somewhere', () => {
    expect(reports(oneStart, aFlow([anAssignment('a')], ['start -> a']))).toEqual([]);
  });

  it('reports a Start that nothing follows', () => {
    expect(reports(oneStart, aFlow([anAssignment('a')], []))).toEqual(['E_NO_START_EDGE start']);
  });

  it('reports a flow without Start', () => {
    const flow = aFlow([aStart(), anAssignment('a')], []);
    expect(reports(oneStart, { ...flow, nodes: flow.nodes.slice(1) })).toEqual(['E_NO_START_EDGE']);
  });

  it('reports a second Start', () => {
    const second = { ...aStart(), key: 'again' };
    expect(reports(oneStart, aFlow([aStart(), second, anAssignment('a')], ['start -> a']))).toEqual([
      'INVALID again kind',
    ]);
  });
});
