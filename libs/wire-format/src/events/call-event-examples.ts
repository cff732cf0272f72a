import type { CallEventType } from './call-event-schemas.ts';

/** One event in structured mode. */
interface ExampleEvent {
  readonly [attribute: string]: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

const envelope = {
  specversion: '1.0',
  source: 'urn:example:call-system',
  datacontenttype: 'application/json',
  workspace: 'default',
};
const identity = { callId: 'c-1001', agentId: 'agent-billing' };

/** An event of each type, for the documents: tests read them as the doors do. */
export const callEventExamples: Readonly<Record<CallEventType, ExampleEvent>> = {
  'call.started': {
    ...envelope,
    id: 'evt-1000',
    type: 'call.started.v1',
    time: '2026-11-20T09:00:00Z',
    data: {
      ...identity,
      direction: 'inbound',
      from: '+14155550142',
      to: '+14155550100',
      startedAt: '2026-11-20T09:00:00Z',
    },
  },
  'call.ended': {
    ...envelope,
    id: 'evt-1001',
    type: 'call.ended.v1',
    time: '2026-11-20T09:01:05Z',
    data: {
      ...identity,
      outcome: 'completed',
      endReason: 'caller_hung_up',
      endNodeId: 'end-resolved',
      direction: 'inbound',
      from: '+14155550142',
      to: '+14155550100',
      startedAt: '2026-11-20T09:00:00Z',
      endedAt: '2026-11-20T09:01:05Z',
      durationMs: 65_000,
      summary: 'Customer asked why the invoice doubled.',
      disposition: 'escalated',
      sentiment: 'negative',
      transcript: [
        { role: 'agent', text: 'Billing, how can I help?', startMs: 400, endMs: 2100 },
        { role: 'caller', text: 'My invoice doubled.', startMs: 2500, endMs: 4200 },
      ],
      recordingUrl: 'https://recordings.example/c-1001.wav',
      variables: { customerId: 'A-1' },
      sipHeaders: { 'X-Campaign': 'winter' },
      metadata: { region: 'eu' },
    },
  },
  'call.analyzed': {
    ...envelope,
    id: 'evt-1002',
    type: 'call.analyzed.v1',
    time: '2026-11-20T09:01:40Z',
    data: {
      ...identity,
      summary: 'The invoice doubled because of a second line.',
      disposition: 'escalated',
      sentiment: 'negative',
      analysis: { topics: ['billing'], resolved: false },
    },
  },
};
