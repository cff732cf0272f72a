import { nodesOf } from '../../document/nodes-of.ts';
import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { sampledRequest, samplesFresh } from './samples-fresh.ts';

const flowOf = (config: Record<string, unknown>) => aFlowOf(aRequest('r', config));
const [pinned] = nodesOf(flowOf({ headers: [{ name: 'A', value: 'b' }] }), 'apiRequest').map(sampledRequest);
const samples = { r: { status: 200, body: {}, request: pinned! } };

describe('pinned samples', () => {
  it('are reported when their request is another now', () => {
    expect(reports(samplesFresh, flowOf({}), { samples })).toEqual(['W_STALE_SAMPLE r']);
  });

  it('are fine while what is sent is the same, whatever else has changed', () => {
    const flow = flowOf({
      headers: [{ name: 'A', value: 'b' }],
      timeoutMs: 1_000,
      mapping: [{ variable: 'a', path: 'a' }],
    });
    expect(reports(samplesFresh, flow, { samples })).toEqual([]);
  });

  it('are not asked of who has none', () => {
    expect(reports(samplesFresh, flowOf({}))).toEqual([]);
    expect(reports(samplesFresh, flowOf({}), { samples: { r: { status: 200 } } })).toEqual([]);
  });
});
