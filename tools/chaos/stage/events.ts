import { agents } from './published-feed.ts';

/** One call that ended, as a call system publishes it: about 1 KB. */
export function aCall(callId: string, agentId: string = agents.quiet): object {
  return {
    specversion: '1.0',
    id: `evt-${callId}`,
    source: 'urn:aftercall:chaos',
    type: 'call.ended.v1',
    time: new Date().toISOString(),
    workspace: 'default',
    data: {
      callId,
      agentId,
      outcome: 'completed',
      summary: `Call ${callId}: ${'the caller asked about an invoice. '.repeat(20)}`,
      variables: { customerId: callId },
    },
  };
}
