const turn = 'The invoice of November is twice what it was in October, and nobody told me why that should be so. ';

/** A call that ended, as JSON of about 3 KB. */
export function eventOf(callId: string): object {
  const now = new Date().toISOString();
  return {
    ...{
      specversion: '1.0',
      id: `evt-${callId}`,
      source: 'urn:aftercall:bench',
      type: 'call.ended.v1',
      time: now,
      workspace: 'default',
    },
    data: {
      ...{ callId, agentId: 'agent-bench', outcome: 'completed', endReason: 'caller_hung_up', direction: 'inbound' },
      ...{ from: '+14155550142', to: '+14155550100', startedAt: now, endedAt: now, durationMs: 65_000 },
      ...{ summary: turn.repeat(3), disposition: 'escalated', sentiment: 'negative' },
      transcript: Array.from({ length: 14 }, (_, index) => ({
        role: index % 2 === 0 ? 'agent' : 'caller',
        text: turn,
        startMs: index * 4000,
        endMs: index * 4000 + 3500,
      })),
      variables: { customerId: callId },
    },
  };
}
