import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '@aftercall/flow-model';
import { readBinaryEvent, readStructuredEvent, type CallEventReading } from '@aftercall/wire-format';
import { MAX_EVENT_BYTES, tooLarge } from '../event-size.ts';
import { notingBytes, parseBytes } from '../read-json-bytes.ts';

export const MAX_EVENTS = 100;
export const MAX_REQUEST_BYTES = 10 * MAX_EVENT_BYTES;

/** Why a request cannot be read as a whole. */
export interface RequestProblem {
  status: 400 | 413 | 415;
  code: 'UNREADABLE' | 'EMPTY' | 'TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE';
  message: string;
}

export type RequestReading = { ok: true; events: CallEventReading[] } | { ok: false; problem: RequestProblem };

/** How the request carries its events: CloudEvents 1.0.2, HTTP protocol binding, section 3. */
type Mode = 'structured' | 'batch' | 'binary';

/** Reads a request of the door: structured, batched or binary mode, told apart by `content-type` and `ce-` headers. */
export function readCallEvents(headers: IncomingHttpHeaders, body: Buffer): RequestReading {
  const mode = modeOf(headers);
  if (mode === undefined) {
    return unsupported(
      'send content-type application/cloudevents+json, application/cloudevents-batch+json, or ce-* headers with a JSON body',
    );
  }
  const encoding = findForeignEncoding(headers);
  if (encoding !== undefined) return unsupported(encoding);
  if (body.length === 0) return { ok: false, problem: { status: 400, code: 'EMPTY', message: 'the body is empty' } };
  const value = parseBytes(body);
  if (value === undefined) {
    return { ok: false, problem: { status: 400, code: 'UNREADABLE', message: 'the body is not JSON' } };
  }
  if (mode === 'batch') return readBatch(value, body);
  const event = mode === 'binary' ? readBinaryEvent(attributesOf(headers), value) : readStructuredEvent(value);
  return {
    ok: true,
    events: [body.length > MAX_EVENT_BYTES ? tooLarge(body.length, event) : notingBytes(isUtf8(body), event)],
  };
}

function unsupported(message: string): RequestReading {
  return { ok: false, problem: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message } };
}

/** Read as UTF-8 all the same, another charset would be kept with its letters broken, and nobody would know. */
function findForeignEncoding(headers: IncomingHttpHeaders): string | undefined {
  const packed = headers['content-encoding'] ?? 'identity';
  if (packed.toLowerCase() !== 'identity') return 'content-encoding is not taken: send the body as it is';
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) return 'the charset of content-type is not UTF-8: send JSON in UTF-8';
  return undefined;
}

function modeOf(headers: IncomingHttpHeaders): Mode | undefined {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/cloudevents+json') return 'structured';
  if (mediaType === 'application/cloudevents-batch+json') return 'batch';
  const isJson = mediaType === 'application/json' || mediaType.endsWith('+json');
  return isJson && headers['ce-specversion'] !== undefined ? 'binary' : undefined;
}

function readBatch(value: Json, body: Buffer): RequestReading {
  if (!Array.isArray(value)) {
    return {
      ok: false,
      problem: { status: 400, code: 'UNREADABLE', message: 'a batch is a JSON array of CloudEvents' },
    };
  }
  if (value.length === 0)
    return { ok: false, problem: { status: 400, code: 'EMPTY', message: 'the batch holds no event' } };
  if (value.length > MAX_EVENTS) {
    const message = `the batch holds ${value.length} events: send at most ${MAX_EVENTS} at once`;
    return { ok: false, problem: { status: 413, code: 'TOO_LARGE', message } };
  }
  const areUtf8 = isUtf8(body);
  // Only a body that is larger than one event may be can hold an event that is too large.
  const events = value.map((event) => {
    const eventBytes = body.length > MAX_EVENT_BYTES ? Buffer.byteLength(JSON.stringify(event)) : 0;
    const reading = readStructuredEvent(event);
    return eventBytes > MAX_EVENT_BYTES ? tooLarge(eventBytes, reading) : notingBytes(areUtf8, reading);
  });
  return { ok: true, events };
}

/** `ce-` headers without their prefix; percent-decoded as the HTTP binding (section 3.1.3.2) asks. */
function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = percentDecoded(value);
  }
  return attributes;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
