import { aDecision, aFlow, anAssignment, reports } from '../../testing/a-flow.ts';
import { keysUnique } from './keys-unique.ts';

describe('unique keys', () => {
  it('accepts different keys', () => {
    expect(reports(keysUnique, aFlow([anAssignment('a'), anAssignment('b')], []))).toEqual([]);
  });

  it('reports the second node of a key', () => {
    expect(reports(keysUnique, aFlow([anAssignment('a'), anAssignment('a')], []))).toEqual(['E_DUPLICATE_KEY a key']);
  });

  it('reports the second branch of a key', () => {
    const decision = aDecision('d', { yes: 'true', no: 'true' });
    const branches = [...(decision.config['branches'] as unknown[]), { key: 'yes', when: 'false' }];
    expect(reports(keysUnique, aFlow([{ ...decision, config: { branches } }], []))).toEqual([
      'E_DUPLICATE_KEY d config.branches.2.key',
    ]);
  });
});
