/** CloudEvents `type` of the events that a call system publishes, without the major version. */
export type CallEventType = 'call.started' | 'call.ended' | 'call.analyzed';

const text = { type: 'string', maxLength: 1_048_576 } as const;
const id = { type: 'string', minLength: 1, maxLength: 256 } as const;
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
} as const;
const anyObject = { type: 'object' } as const;
const turns = {
  type: 'array',
  items: {
    type: 'object',
    required: ['role', 'text'],
    properties: { role: text, text, startMs: { type: 'number' }, endMs: { type: 'number' } },
  },
} as const;
/** A field that may be left out or null: call systems send null for "not known". */
const maybe = (schema: object) => ({ anyOf: [{ type: 'null' }, schema] });

const identity = { callId: id, agentId: id };
const whatACallBrings = {
  summary: maybe(text),
  disposition: maybe(text),
  sentiment: maybe(text),
  transcript: maybe(turns),
  analysis: maybe(anyObject),
  variables: maybe(anyObject),
};

/** JSON Schemas (draft-07) of `data`, by event type. The validation below is compiled from exactly these. */
export const callEventSchemas: Readonly<Record<CallEventType, object>> = {
  'call.started': {
    type: 'object',
    required: ['callId', 'agentId'],
    properties: { ...identity, direction: maybe(text), from: maybe(text), to: maybe(text), startedAt: maybe(instant) },
  },
  'call.ended': {
    type: 'object',
    required: ['callId', 'agentId', 'outcome'],
    properties: {
      ...identity,
      outcome: id,
      endReason: maybe(text),
      endNodeId: maybe(text),
      direction: maybe(text),
      from: maybe(text),
      to: maybe(text),
      startedAt: maybe(instant),
      endedAt: maybe(instant),
      durationMs: maybe({ type: 'number', minimum: 0 }),
      recordingUrl: maybe(text),
      sipHeaders: maybe(anyObject),
      metadata: maybe(anyObject),
      ...whatACallBrings,
    },
  },
  'call.analyzed': {
    type: 'object',
    required: ['callId', 'agentId'],
    properties: { ...identity, ...whatACallBrings },
  },
};
