import { aFlow, aFlowOf, aRequest } from '../testing/a-flow.ts';
import { flowNeeds } from './flow-needs.ts';

describe('what a flow needs', () => {
  it('is the auth profiles and constants that it names, each once', () => {
    const nodes = [
      aRequest('a', { url: '{{env.CRM_URL}}/a', authProfile: 'desk' }),
      aRequest('b', {
        url: '{{env["CRM_URL"]}}/b',
        authProfile: 'desk',
        headers: [{ name: 'X', value: '{{env.KEY}}' }],
      }),
      aRequest('c', { url: 'https://x.example/{{CRM_URL}}', authProfile: 'crm' }),
    ];
    expect(flowNeeds(aFlow(nodes, []))).toEqual({ authProfiles: ['desk', 'crm'], constants: ['CRM_URL', 'KEY'] });
  });

  it('is nothing for a flow that names nothing, or nothing readable', () => {
    expect(flowNeeds(aFlowOf(aRequest('a', { url: '{{env.}}' })))).toEqual({ authProfiles: [], constants: [] });
  });
});
