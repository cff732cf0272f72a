import { isUtf8 } from 'node:buffer';
import type { Json } from '@aftercall/flow-model';
import {
  readBinaryEvent,
  readStructuredEvent,
  type CallEventReading,
  type EventProblemCode,
} from '@aftercall/wire-format';
import { MAX_EVENT_BYTES, tooLarge } from './event-size.ts';
import { notingBytes, parseBytes } from './read-json-bytes.ts';
import type { RecordHeader, SourceRecord } from './record-source.ts';

/** What is larger is not even parsed to find out which event it was. */
const MAX_PARSED_BYTES = 16 * MAX_EVENT_BYTES;
const PREFIX = 'ce_';
const CONTENT_TYPE = 'content-type';

/**
 * Reads a record by the CloudEvents Kafka protocol binding (1.0.2, section 3): structured mode when `content-type` says so,
 * binary mode when there are `ce_` headers. A record with neither is read as structured when its JSON looks like an event:
 * producers in shells have no easy way to set headers.
 */
export function readRecord({ value, headers }: Pick<SourceRecord, 'value' | 'headers'>): CallEventReading {
  if (value === null || value.length === 0) return refused('EMPTY', 'the record has no value (a tombstone)');
  const named = textsOf(headers);
  const problem = findModeProblem(named);
  if (problem !== undefined) return refused('UNREADABLE', problem);
  if (value.length > MAX_PARSED_BYTES) return tooLarge(value.length);
  const data = parseBytes(value);
  if (data === undefined) return refused('UNREADABLE', 'the value is not JSON');
  const reading = isBinary(named) ? readBinary(named, data) : readStructured(data);
  if (value.length > MAX_EVENT_BYTES) return tooLarge(value.length, reading);
  return notingBytes(isUtf8(value), reading);
}

/** Names in lower case: Kafka keeps them as they are written, and `Content-Type` is written by many. */
function textsOf(headers: readonly RecordHeader[]): Map<string, string> {
  return new Map(headers.map(({ name, value }) => [name.toLowerCase(), value?.toString('utf8') ?? '']));
}

function isBinary(named: ReadonlyMap<string, string>): boolean {
  return (
    !mediaTypeOf(named).startsWith('application/cloudevents') &&
    [...named.keys()].some((name) => name.startsWith(PREFIX))
  );
}

function mediaTypeOf(named: ReadonlyMap<string, string>): string {
  return named.get(CONTENT_TYPE)?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function findModeProblem(named: ReadonlyMap<string, string>): string | undefined {
  const mediaType = mediaTypeOf(named);
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(named.get(CONTENT_TYPE) ?? '')?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) return 'the charset of content-type is not UTF-8: send JSON in UTF-8';
  if (mediaType.startsWith('application/cloudevents-batch')) return 'a record holds one event, not a batch';
  if (mediaType === '' || mediaType === 'application/json' || mediaType.endsWith('+json')) return undefined;
  return `content-type ${JSON.stringify(mediaType.slice(0, 64))} is not JSON: send application/cloudevents+json, or ce_ headers with a JSON value`;
}

function readBinary(named: ReadonlyMap<string, string>, data: Json): CallEventReading {
  const attributes = Object.fromEntries(
    [...named].filter(([name]) => name.startsWith(PREFIX)).map(([name, text]) => [name.slice(PREFIX.length), text]),
  );
  return readBinaryEvent(attributes, data);
}

function readStructured(value: Json): CallEventReading {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && value['specversion'] !== undefined) return readStructuredEvent(value);
  return refused('UNREADABLE', 'the record is no CloudEvent: send one as JSON, or its attributes in ce_ headers');
}

function refused(code: EventProblemCode, message: string): CallEventReading {
  return { ok: false, problem: { code, path: '', message }, id: undefined, callId: undefined };
}
