import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { constantsKnown } from './constants-known.ts';

const flow = aFlowOf(aRequest('r', { url: '{{env.CRM_URL}}/{{env["REGION"]}}' }));

describe('constants', () => {
  it('accepts those that the workspace has', () => {
    expect(reports(constantsKnown, flow, { constants: ['CRM_URL', 'REGION'] })).toEqual([]);
  });

  it('reports those that it has not', () => {
    expect(reports(constantsKnown, flow, { constants: ['CRM_URL'] })).toEqual(['E_UNKNOWN_CONSTANT r config.url']);
  });

  it('says nothing while they are not known', () => {
    expect(reports(constantsKnown, flow)).toEqual([]);
  });
});
