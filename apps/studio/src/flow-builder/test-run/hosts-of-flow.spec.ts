import { aRequest, drawFlow } from '../testing/draw-flow.ts';
import { hostsOfFlow } from './hosts-of-flow.ts';

const sample = {
  event: {
    type: 'call.ended',
    data: { callId: 'c-1', agentId: 'a', outcome: 'completed', variables: { region: 'eu' } },
  },
  answers: {},
  env: { CRM_URL: 'https://crm.example:8443/v1' },
} as const;
const flow = drawFlow(
  [
    aRequest('a', { url: '{{env.CRM_URL}}/notes' }),
    aRequest('b', { url: 'https://{{region}}.desk.example/x' }),
    aRequest('c', { url: 'https://crm.example:8443/other' }),
    aRequest('d', { url: '{{steps.c.response.body.next}}' }),
  ],
  'start -> a',
  'a.success -> b',
  'b.success -> c',
  'c.success -> d',
);

describe('the hosts of a test run', () => {
  it('are named with the sample, each once; what only an answer tells stands as written', () => {
    expect(hostsOfFlow(flow, sample)).toEqual([
      'crm.example:8443',
      'eu.desk.example',
      '{{steps.c.response.body.next}}',
    ]);
  });

  it('are those before the last step only', () => {
    expect(hostsOfFlow(flow, sample, 'a')).toEqual(['crm.example:8443']);
    expect(hostsOfFlow(flow, sample, 'b')).toEqual(['crm.example:8443', 'eu.desk.example']);
  });
});
