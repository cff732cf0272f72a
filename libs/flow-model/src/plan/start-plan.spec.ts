import { anAssignment, aPlan, aStart } from '../testing/a-flow.ts';
import { aScope } from '../testing/a-scope.ts';
import type { CallFacts } from './plan.ts';

const hears = (config: Record<string, unknown>, call: CallFacts, interaction = {}) => {
  const plan = aPlan([aStart(config), anAssignment('a')], ['start -> a']);
  const hearing = plan.start.hears(call, () => aScope({ interaction }));
  return hearing.heard || hearing.code;
};
const completed: CallFacts = { event: 'call.ended', outcome: 'completed' };

describe('which calls a flow hears', () => {
  it.each<[Record<string, unknown>, CallFacts, true | string]>([
    [{}, completed, true],
    [{}, { event: 'call.ended', outcome: 'failed' }, 'OUTCOME_NOT_CHOSEN'],
    [{}, { event: 'call.ended', outcome: 'something new' }, 'OUTCOME_NOT_CHOSEN'],
    [{}, { event: 'call.ended' }, 'OUTCOME_NOT_CHOSEN'],
    [{}, { event: 'call.analyzed' }, 'EVENT_NOT_HEARD'],
    [{}, { event: 'call.started' }, 'EVENT_NOT_HEARD'],
    [{ event: 'call.analyzed' }, { event: 'call.analyzed' }, true],
    [{ event: 'call.analyzed' }, { event: 'call.analyzed', outcome: 'failed' }, 'OUTCOME_NOT_CHOSEN'],
    [{ event: 'call.analyzed' }, completed, 'EVENT_NOT_HEARD'],
    [{ outcomes: ['completed', 'transferred'] }, { event: 'call.ended', outcome: 'transferred' }, true],
    [{ endNodeIds: ['end-a', 'end-b'] }, { ...completed, endNodeId: 'end-b' }, true],
    [{ endNodeIds: ['end-a'] }, { ...completed, endNodeId: 'end-b' }, 'END_NODE_NOT_CHOSEN'],
    [{ endNodeIds: ['end-a'] }, completed, 'END_NODE_NOT_CHOSEN'],
    [{ condition: ' ' }, completed, true],
    [{ condition: 'interaction.DURATION > 10' }, completed, 'CONDITION_FALSE'],
  ])('%j hears %j: %s', (config, call, answer) => {
    expect(hears(config, call)).toBe(answer);
  });

  it('asks the condition of the call', () => {
    expect(hears({ condition: '{{interaction.DURATION}} > 10' }, completed, { DURATION: 65 })).toBe(true);
  });

  it('names the first reason: event, outcome, End Call node, condition', () => {
    const config = { endNodeIds: ['end-a'], condition: 'false' };
    expect(hears(config, { event: 'call.started' })).toBe('EVENT_NOT_HEARD');
    expect(hears(config, { event: 'call.ended', outcome: 'busy' })).toBe('OUTCOME_NOT_CHOSEN');
    expect(hears(config, completed)).toBe('END_NODE_NOT_CHOSEN');
    expect(hears(config, { ...completed, endNodeId: 'end-a' })).toBe('CONDITION_FALSE');
  });
});
