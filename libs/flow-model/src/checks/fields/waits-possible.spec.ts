import { aFlowOf, aStart, reports } from '../../testing/a-flow.ts';
import { waitsPossible } from './waits-possible.ts';

const reported = (config: Parameters<typeof aStart>[0]) => reports(waitsPossible, aFlowOf(aStart(config)));
const waitFor = (deadlineMs: number) => ({ waitFor: { event: 'call.analyzed', deadlineMs } });

describe('waiting for the analysis', () => {
  it('is for the end of a call, for a day at most', () => {
    expect(reported({ waitFor: null })).toEqual([]);
    expect(reported(waitFor(1))).toEqual([]);
    expect(reported(waitFor(86_400_000))).toEqual([]);
    expect(reported(waitFor(86_400_001))).toEqual(['E_BAD_WAIT start config.waitFor.deadlineMs']);
  });

  it('is refused to a flow that hears the analysis itself', () => {
    expect(reported({ event: 'call.analyzed', ...waitFor(600_000) })).toEqual(['E_BAD_WAIT start config.waitFor']);
  });
});
