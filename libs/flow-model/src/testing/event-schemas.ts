/** As the wire format describes events, in small: fields that a call system may leave out are null as well. */
const text = { type: 'string' };
const maybe = (schema: object): object => ({ anyOf: [{ type: 'null' }, schema] });
const turns = {
  type: 'array',
  items: { type: 'object', required: ['role', 'text'], properties: { role: text, text, startMs: { type: 'number' } } },
};
const known = { callId: text, agentId: text, summary: maybe(text), disposition: maybe(text), transcript: maybe(turns) };

export const eventSchemas = {
  'call.ended': {
    type: 'object',
    required: ['callId', 'agentId', 'outcome'],
    properties: { ...known, outcome: text, startedAt: maybe(text), analysis: maybe({ type: 'object' }) },
  },
  'call.analyzed': { type: 'object', required: ['callId', 'agentId'], properties: known },
};
