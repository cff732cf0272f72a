import { aFlowOf, aStart, reports } from '../../testing/a-flow.ts';
import { waitsPossible } from './waits-possible.ts';

describe('waiting for the analysis', () => {
  it('accepts a Start that does not wait', () => {
    expect(reports(waitsPossible, aFlowOf(aStart({ waitFor: null })))).toEqual([]);
  });

  it('reports one that does', () => {
    const start = aStart({ waitFor: { event: 'call.analyzed', deadlineMs: 600_000 } });
    expect(reports(waitsPossible, aFlowOf(start))).toEqual(['E_BAD_WAIT start config.waitFor']);
  });
});
