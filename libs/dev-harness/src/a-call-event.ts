import { randomUUID } from 'node:crypto';

/** A CloudEvent in structured mode, as a call system posts it. */
export interface CallEventMessage {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly workspace?: string;
  readonly data: { readonly callId: string; readonly agentId: string; readonly [field: string]: unknown };
}

/** What a test cares about; everything else is filled in. `data` is merged field by field. */
export type CallEventOverrides = Partial<Omit<CallEventMessage, 'data'>> & {
  readonly data?: Readonly<Record<string, unknown>>;
};

/** A call that came to its proper end just now, with ids of its own. */
export function aCallEvent(overrides: CallEventOverrides = {}): CallEventMessage {
  const endedAt = new Date();
  const startedAt = new Date(endedAt.getTime() - 65_000);
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:example:call-system',
    type: 'call.ended.v1',
    time: endedAt.toISOString(),
    ...overrides,
    data: {
      callId: `c-${randomUUID()}`,
      agentId: 'agent-billing',
      outcome: 'completed',
      endReason: 'caller_hung_up',
      endNodeId: 'end-resolved',
      direction: 'inbound',
      from: '+14155550142',
      to: '+14155550100',
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      durationMs: 65_000,
      summary: 'Customer asked why the invoice doubled.',
      disposition: 'escalated',
      sentiment: 'negative',
      transcript: [
        { role: 'agent', text: 'Billing, how can I help?', startMs: 400, endMs: 2100 },
        { role: 'caller', text: 'My invoice doubled.', startMs: 2500, endMs: 4200 },
      ],
      variables: { customerId: 'A-1' },
      ...overrides.data,
    },
  };
}
