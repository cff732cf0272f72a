import { aFlow, anAssignment, aRequest, reports } from '../../testing/a-flow.ts';
import { failuresHandled } from './failures-handled.ts';

describe('failure exits', () => {
  it('accepts a wired one', () => {
    const flow = aFlow([aRequest('r'), anAssignment('a')], ['start -> r', 'r.failure -> a']);
    expect(reports(failuresHandled, flow)).toEqual([]);
  });

  it('warns of an unwired one', () => {
    const flow = aFlow([aRequest('r'), anAssignment('a')], ['start -> r', 'r.success -> a']);
    expect(reports(failuresHandled, flow)).toEqual(['W_NO_FAILURE_PATH r']);
  });
});
