import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@aftercall/flow-model';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { callEventsAsyncApi } from './async-api.ts';
import { callEventSchemas } from './call-event-schemas.ts';
import { readBinaryEvent, readStructuredEvent } from './cloud-event.ts';

interface Message {
  name: string;
  contentType: string;
  headers: JsonObject;
  payload: JsonObject;
  examples: { name: string; headers: Record<string, string>; payload: JsonObject }[];
}
interface Document {
  info: { description: string };
  channels: { callEvents: { address: string; messages: Record<string, unknown> } };
  components: { messages: Record<string, Message>; schemas: Record<string, unknown> };
}

const document = callEventsAsyncApi() as Document;
const messages = Object.entries(document.components.messages);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'doc', ...document });
/** Validates by the schema that stands in the document, with what it refers to. */
const problemsOf = (schema: object, value: unknown): unknown[] => {
  const whole = { components: document.components, ...schema };
  const validate = ajv.compile(whole);
  validate(value);
  return validate.errors ?? [];
};

describe('the AsyncAPI document of the topic', () => {
  it('is valid against the JSON Schema of AsyncAPI 3.0', () => {
    const file = join(__dirname, '../../../../node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const specification = JSON.parse(readFileSync(file, 'utf8')) as object;
    const judge = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = judge.compile(specification);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    // The judge does refuse something.
    expect(validate({ ...document, info: {} })).toBe(false);
  });

  it('describes every event type in both modes, by the schemas that judge them', () => {
    expect(messages.map(([name]) => name)).toEqual([
      'callStarted',
      'callStartedBinary',
      'callEnded',
      'callEndedBinary',
      'callAnalyzed',
      'callAnalyzedBinary',
    ]);
    expect(Object.values(document.components.schemas)).toEqual(Object.values(callEventSchemas));
    expect(document.channels.callEvents.address).toBe('aftercall.call-events.v1');
    expect(Object.keys(document.channels.callEvents.messages)).toEqual(messages.map(([name]) => name));
  });

  it('names the limits of the event and of the broker, and every code of a dead letter', () => {
    for (const text of [
      '1048576',
      '1048588',
      'message.max.bytes',
      'UNREADABLE',
      'EMPTY',
      'INVALID',
      'TOO_LARGE',
      'UNKNOWN_TYPE',
    ]) {
      expect(document.info.description).toContain(text);
    }
    for (const code of ['UNKNOWN_VERSION', 'WORKSPACE_MISSING', 'WORKSPACE_NOT_ALLOWED', 'TOO_OLD', 'IN_FUTURE']) {
      expect(document.info.description).toContain(code);
    }
  });

  it.each(messages)('has an example of %s that fits its schemas and is taken by the doors', (_name, message) => {
    expect(message.examples).toHaveLength(1);
    for (const { headers, payload } of message.examples) {
      expect(problemsOf(message.headers, headers)).toEqual([]);
      expect(problemsOf(message.payload, payload)).toEqual([]);
      expect(headers['content-type']).toBe(message.contentType);
      const attributes = Object.fromEntries(
        Object.entries(headers)
          .filter(([header]) => header.startsWith('ce_'))
          .map(([header, text]) => [header.slice(3), text]),
      );
      const isBinary = Object.keys(attributes).length > 0;
      const reading = isBinary ? readBinaryEvent(attributes, payload) : readStructuredEvent(payload);
      expect(reading).toMatchObject({ ok: true, event: { workspace: 'default', data: { callId: 'c-1001' } } });
      expect(reading.ok && `${reading.event.type}.v1`).toBe(message.name);
    }
  });

  it.each(readdirSync(join(__dirname, '../../samples')))(
    'takes the sample %s, and refuses it without its call',
    (file) => {
      const sample = JSON.parse(readFileSync(join(__dirname, '../../samples', file), 'utf8')) as JsonObject;
      const event = { workspace: 'default', ...sample };
      const [, message] =
        messages.find(([, { name, contentType }]) => `${name}.json` === file && contentType.includes('cloudevents')) ??
        [];
      if (message === undefined) throw new Error(`no message is named like ${file}`);
      expect(problemsOf(message.payload, event)).toEqual([]);
      expect(problemsOf(message.payload, { ...event, data: { agentId: 'agent-1' } })).not.toEqual([]);
      expect(problemsOf(message.payload, { ...event, type: 'call.exploded.v1' })).not.toEqual([]);
    },
  );
});
