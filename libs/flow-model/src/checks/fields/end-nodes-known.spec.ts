import { aFlowOf, aStart, reports } from '../../testing/a-flow.ts';
import { endNodesKnown } from './end-nodes-known.ts';

const flow = aFlowOf(aStart({ endNodeIds: ['end-resolved', 'end-lost'] }));
const agents = [
  { agentId: 'a', ids: ['end-resolved'] },
  { agentId: 'b', ids: ['end-other'] },
];

describe('End Call nodes', () => {
  it('accepts those that one of the agents has', () => {
    expect(reports(endNodesKnown, flow, { endNodes: [...agents, { agentId: 'c', ids: ['end-lost'] }] })).toEqual([]);
  });

  it('reports those that no agent has', () => {
    expect(reports(endNodesKnown, flow, { endNodes: agents })).toEqual([
      'E_UNKNOWN_END_NODE start config.endNodeIds.1',
    ]);
  });

  it('says nothing while the agents are not known', () => {
    expect(reports(endNodesKnown, flow)).toEqual([]);
  });
});
