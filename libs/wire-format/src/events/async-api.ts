import { CALL_EVENT_TOPIC } from '../topics.ts';
import { callEventExamples } from './call-event-examples.ts';
import { callEventSchemas, type CallEventType } from './call-event-schemas.ts';

/** Of what is described here: its first number is that of the event types. */
const CONTRACT = '1.0.0';
const BINDING = '0.5.0';
const MAX_EVENT_BYTES = 1_048_576;
/** What brokers take when nobody set `message.max.bytes`, with the record's own overhead. */
const BROKER_BYTES = 1_048_588;

const WHAT = [
  'Call systems publish what happens to a phone call as CloudEvents 1.0, by Kafka or by HTTP: `POST /v1/call-events` takes the same events, with an API key instead of the attribute `workspace`.',
  "The key of each record is the call's id, so that what is said of one call stays in order. The same event may be published again and again: the first of (workspace, call, event type) counts, for at least 90 days. Fields that are not named here are kept.",
  `An event has at most ${MAX_EVENT_BYTES} bytes. A broker refuses a record of more than its \`message.max.bytes\` already at the producer (${BROKER_BYTES} unless its operator changed it): send a link to long transcripts and recordings.`,
  'A record that cannot be taken in never holds up those behind it. It becomes a dead letter with one of the codes UNREADABLE, EMPTY, INVALID, TOO_LARGE, UNKNOWN_TYPE, UNKNOWN_VERSION, WORKSPACE_MISSING, WORKSPACE_NOT_ALLOWED, TOO_OLD (more than 90 days) or IN_FUTURE (more than 24 hours).',
].join('\n\n');

const SUMMARIES: Readonly<Record<CallEventType, string>> = {
  'call.started': 'A call began.',
  'call.ended': 'A call ended, and how.',
  'call.analyzed': 'What became known of a call after its end: completes what is known of it.',
};

const name = { type: 'string', minLength: 1, maxLength: 256 } as const;
const attributes = {
  specversion: { const: '1.0' },
  id: { ...name, description: "The event's own id." },
  source: { ...name, description: 'Which system says so: a URI reference.' },
  time: {
    type: 'string',
    format: 'date-time',
    description: 'When it happened; left out, the end of the call or the arrival.',
  },
  workspace: { ...name, description: 'For which workspace it is; KAFKA_CALL_TOPICS says which a topic may speak for.' },
} as const;
const REQUIRED = ['specversion', 'id', 'source', 'type', 'workspace'] as const;

/**
 * The topic of call events as an AsyncAPI 3.0 document: what is published there, in both modes of the CloudEvents Kafka
 * binding. Made from the schemas by which events are judged.
 */
export function callEventsAsyncApi(): object {
  const types = Object.keys(callEventSchemas) as CallEventType[];
  const messages = Object.fromEntries(types.flatMap((type) => [structuredMessage(type), binaryMessage(type)]));
  const names = Object.keys(messages);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Aftercall call events', version: CONTRACT, description: WHAT, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/cloudevents+json',
    channels: {
      callEvents: {
        address: CALL_EVENT_TOPIC,
        title: 'Call events',
        description: 'The topic, unless the operator chose other ones (KAFKA_CALL_TOPICS).',
        messages: Object.fromEntries(names.map((message) => [message, { $ref: `#/components/messages/${message}` }])),
        bindings: { kafka: { bindingVersion: BINDING } },
      },
    },
    operations: {
      receiveCallEvents: {
        action: 'receive',
        channel: { $ref: '#/channels/callEvents' },
        summary: 'Aftercall takes in each event once, and runs the post-call actions that hear it.',
        messages: names.map((message) => ({ $ref: `#/channels/callEvents/messages/${message}` })),
      },
    },
    components: {
      messages,
      schemas: Object.fromEntries(types.map((type) => [dataName(type), callEventSchemas[type]])),
    },
  };
}

/** The event as one JSON text. */
function structuredMessage(type: CallEventType): [string, object] {
  const { headers, example } = {
    headers: { 'content-type': 'application/cloudevents+json' },
    example: callEventExamples[type],
  };
  const message = {
    name: `${type}.v1`,
    title: `${type}, structured mode`,
    summary: SUMMARIES[type],
    contentType: 'application/cloudevents+json',
    headers: {
      type: 'object',
      properties: { 'content-type': { type: 'string', pattern: '^application/cloudevents\\+json' } },
    },
    payload: {
      type: 'object',
      required: [...REQUIRED, 'data'],
      properties: {
        ...attributes,
        type: { const: `${type}.v1` },
        data: { $ref: `#/components/schemas/${dataName(type)}` },
      },
    },
    bindings: keyBinding(),
    examples: [{ name: 'structured', headers, payload: example }],
  };
  return [messageName(type), message];
}

/** The attributes in headers, the data alone in the value. */
function binaryMessage(type: CallEventType): [string, object] {
  const { data, ...envelope } = callEventExamples[type];
  // In binary mode the content type says it.
  const named = Object.entries(envelope).filter(([attribute]) => attribute !== 'datacontenttype');
  const inHeaders = Object.fromEntries(Object.entries({ ...attributes, type: { const: `${type}.v1` } }).map(prefixed));
  const message = {
    name: `${type}.v1`,
    title: `${type}, binary mode`,
    summary: SUMMARIES[type],
    contentType: 'application/json',
    headers: {
      type: 'object',
      required: REQUIRED.map((attribute) => `ce_${attribute}`),
      properties: { ...inHeaders, 'content-type': { type: 'string', pattern: '^application/json' } },
    },
    payload: { $ref: `#/components/schemas/${dataName(type)}` },
    bindings: keyBinding(),
    examples: [
      {
        name: 'binary',
        headers: { ...Object.fromEntries(named.map(prefixed)), 'content-type': 'application/json' },
        payload: data,
      },
    ],
  };
  return [`${messageName(type)}Binary`, message];
}

function prefixed<Value>([attribute, value]: [string, Value]): [string, Value] {
  return [`ce_${attribute}`, value];
}

function keyBinding(): object {
  return { kafka: { key: { ...name, description: "The call's id (data.callId)." }, bindingVersion: BINDING } };
}

/** `call.ended` → `callEnded`. */
function messageName(type: CallEventType): string {
  return type.replace(/\.(.)/, (_match, letter: string) => letter.toUpperCase());
}

/** `call.ended` → `CallEndedData`. */
function dataName(type: CallEventType): string {
  const message = messageName(type);
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}Data`;
}
