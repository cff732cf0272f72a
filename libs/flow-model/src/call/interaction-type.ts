import { BOOLEAN, LIST, NUMBER, orNull, TEXT, UNKNOWN, type StaticType } from '../template/types/static-type.ts';
import { typeFromSchema } from '../template/types/type-from-schema.ts';

/** Of what an event's field becomes under `interaction`: the same value under another name. */
const COPIED: Readonly<Record<string, string>> = {
  CALL_ID: 'callId',
  AGENT_ID: 'agentId',
  OUTCOME: 'outcome',
  END_REASON: 'endReason',
  END_NODE: 'endNodeId',
  DIRECTION: 'direction',
  ANI: 'from',
  DNIS: 'to',
  STARTED_AT: 'startedAt',
  ENDED_AT: 'endedAt',
  SUMMARY: 'summary',
  DISPOSITION: 'disposition',
  RECORDING_URL: 'recordingUrl',
  SENTIMENT: 'sentiment',
  ANALYSIS: 'analysis',
  METADATA: 'metadata',
};

/**
 * The type of `interaction` for a flow that hears an event, from the JSON Schemas of the events' data. Without schemas only
 * what `interactionOf` computes is known.
 * @param event - `call.ended` or `call.analyzed`; an analysis completes a call whose end may not be known.
 */
export function interactionType(event: string, schemas: Readonly<Record<string, object>> = {}): StaticType {
  const own = dataType(schemas, event);
  const ended = event === 'call.ended' ? undefined : dataType(schemas, 'call.ended');
  const typeOf = (field: string): StaticType =>
    own?.members?.get(field) ?? orNull(ended?.members?.get(field) ?? UNKNOWN);
  const turns = typeOf('transcript');
  const copied = Object.entries(COPIED).map(([name, field]): [string, StaticType] => [name, typeOf(field)]);
  const members = new Map<string, StaticType>([
    ...copied,
    ['DURATION', orNull(NUMBER)],
    ['TRANSCRIPT', orNull(TEXT)],
    ['TURNS', turns.can === undefined ? orNull(LIST) : turns],
    ['SIP', { can: ['object'] }],
    ['ANALYZED', BOOLEAN],
  ]);
  return { can: ['object'], members };
}

function dataType(schemas: Readonly<Record<string, object>>, event: string): StaticType | undefined {
  return Object.hasOwn(schemas, event) ? typeFromSchema(schemas[event]) : undefined;
}
