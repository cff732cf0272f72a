import type { Answer, Json, JsonObject, Sample } from '@aftercall/flow-model';
import { callEventExamples } from '@aftercall/wire-format/call-event-examples';

/** Where a sample call comes from. A run also brings what its steps were answered. */
export type SampleSource =
  | { readonly type: 'example' }
  | { readonly type: 'typed' }
  | { readonly type: 'call'; readonly callId: string }
  | { readonly type: 'run'; readonly runId: string };

/** The call that values are shown with, and how it is called. */
export interface SampleCall {
  /** "Escalated, completed", or a call's id. */
  readonly label: string;
  readonly type: Sample['event']['type'];
  readonly data: JsonObject;
  readonly source: SampleSource;
}

const SAID = [
  'Billing, how can I help?',
  'I was charged twice in July.',
  'I can see two charges of 24.90 on the 3rd of July.',
  'Then please give one of them back.',
] as const;

/** Calls to begin with, as the call system's own documents describe them; the first is long, to be seen shortened. */
export const EXAMPLE_CALLS: readonly SampleCall[] = [
  exampleOf(
    'Escalated, completed',
    callOf('c-20481', {
      outcome: 'completed',
      endReason: 'caller_hung_up',
      durationMs: 432_000,
      summary: 'Billed twice for July; wants a refund and a call back tomorrow before ten.',
      disposition: 'escalated',
      sentiment: 'negative',
    }),
  ),
  exampleOf(
    'Resolved, completed',
    callOf('c-20482', {
      outcome: 'completed',
      endReason: 'agent_ended',
      durationMs: 95_000,
      summary: 'Asked for the opening hours.',
      disposition: 'resolved',
      sentiment: 'positive',
    }),
  ),
  exampleOf(
    'Transferred to a person',
    callOf('c-20483', {
      outcome: 'transferred',
      endReason: 'transferred',
      durationMs: 61_000,
      summary: 'Wanted to speak to a person.',
      disposition: 'escalated',
      sentiment: 'neutral',
    }),
  ),
  exampleOf('Nobody answered', {
    callId: 'c-20484',
    agentId: 'agent-billing',
    outcome: 'no_answer',
    direction: 'outbound',
    to: '+14155550142',
  }),
  exampleOf('AsyncAPI: call.ended', callEventExamples['call.ended'].data as JsonObject),
  exampleOf('AsyncAPI: call.analyzed', callEventExamples['call.analyzed'].data as JsonObject, 'call.analyzed'),
];

/** The sample as the flow model reads it. */
export function sampleOf(
  { type, data }: SampleCall,
  answers: Readonly<Record<string, Answer>>,
  constants: readonly { name: string; value: string }[],
): Sample {
  return { event: { type, data }, answers, env: Object.fromEntries(constants.map(({ name, value }) => [name, value])) };
}

function exampleOf(label: string, data: JsonObject, type: SampleCall['type'] = 'call.ended'): SampleCall {
  return { label, type, data, source: { type: 'example' } };
}

function callOf(callId: string, about: JsonObject): JsonObject {
  const seconds = Number(about['durationMs'] ?? 0) / 1000;
  const startedAt = new Date(Date.UTC(2026, 10, 20, 9, 0, 0));
  return {
    callId,
    agentId: 'agent-billing',
    endNodeId: 'end-resolved',
    direction: 'inbound',
    from: '+14155550142',
    to: '+14155550100',
    startedAt: startedAt.toISOString(),
    endedAt: new Date(startedAt.getTime() + seconds * 1000).toISOString(),
    transcript: turnsOf(Math.max(2, Math.round(seconds / 11))),
    recordingUrl: `https://recordings.example/${callId}.wav`,
    variables: { customerId: 'A-1' },
    sipHeaders: { 'X-Campaign': 'winter' },
    analysis: {},
    metadata: { region: 'eu' },
    ...about,
  };
}

function turnsOf(count: number): Json {
  return Array.from({ length: count }, (_, at) => ({
    role: at % 2 === 0 ? 'agent' : 'caller',
    text: SAID[at % SAID.length] ?? '',
    startMs: at * 10_000 + 400,
    endMs: at * 10_000 + 8_000,
  }));
}
