import { checkFlow, type StartNode } from '@aftercall/flow-model';
import { aStart, drawFlow } from '../../testing/draw-flow.ts';
import { fromAgents } from './agent-variables.ts';
import { heardInWords } from './heard-in-words.ts';
import { startAlone } from './start-alone.ts';

const config = (given: object = {}): StartNode['config'] => {
  const [start] = drawFlow([aStart(given)]).nodes;
  if (start?.kind !== 'start') throw new Error('no Start');
  return start.config;
};
const ends = new Map([['end-resolved', 'Resolved']]);

describe('what Start hears, in words', () => {
  it.each([
    [{}, ['Billing'], 'Runs when a call of Billing ended as completed.'],
    [
      {
        outcomes: ['completed', 'no_answer', 'transferred'],
        endNodeIds: ['end-resolved', 'end-x'],
        condition: 'a > 1',
      },
      ['Billing', 'Sales'],
      'Runs when a call of Billing or Sales ended as completed, no answer or transferred at Resolved or end-x, if a > 1.',
    ],
    [{ event: 'call.analyzed' }, ['Billing'], 'Runs when the analysis is there of a call that ended as completed.'],
    [
      { waitFor: { event: 'call.analyzed', deadlineMs: 1 } },
      ['Billing'],
      'Runs when a call of Billing ended as completed. It waits for the analysis first.',
    ],
    [{}, [], 'Hears nothing yet: the action is attached to no agent.'],
    [{ outcomes: [] }, ['Billing'], 'Hears nothing: no outcome is ticked.'],
  ])('%j', (given, agents, words) => {
    expect(heardInWords(config(given), agents, ends)).toBe(words);
  });
});

describe('variables of the agents', () => {
  it('are required when every agent brings them always', () => {
    const agent = (agentId: string, variables: object[]) => ({ agentId, name: agentId, endNodes: [], variables });
    const variable = { name: 'customerId', type: 'STRING', required: true, sample: null };
    const agents = [
      agent('a', [variable, { name: 'tags', type: 'ARRAY', required: true, sample: ['x'] }]),
      agent('b', [{ ...variable, sample: 'A-1' }]),
    ] as unknown as Parameters<typeof fromAgents>[0];
    expect(fromAgents(agents)).toEqual([
      { name: 'customerId', type: 'string', required: true, sample: 'A-1' },
      { name: 'tags', type: 'json', required: false, sample: ['x'] },
    ]);
  });
});

describe('Start alone', () => {
  it('is a flow without errors, whatever stands behind it in the draft', () => {
    const [start] = drawFlow([aStart({ outcomes: ['transferred'] })]).nodes;
    if (start?.kind !== 'start') throw new Error('no Start');
    const flow = startAlone(start);
    expect(checkFlow(flow, {}).filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    expect(flow.nodes[0]).toBe(start);
  });
});
