import { isUtf8 } from 'node:buffer';
import type { Json } from '@aftercall/flow-model';
import { parseJson, type CallEventReading } from '@aftercall/wire-format';

const REPLACEMENT = '\uFFFD';

/** JSON in UTF-8, at whatever door; undefined when it is none. Bytes that are no UTF-8 become U+FFFD. */
export function parseBytes(bytes: Buffer): Json | undefined {
  try {
    return parseJson(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Notes on an event that it holds U+FFFD where `bytes`, of which it was read, were no UTF-8. */
export function notingBytes(bytes: Buffer, reading: CallEventReading): CallEventReading {
  if (isUtf8(bytes) || !reading.ok || !JSON.stringify(reading.event).includes(REPLACEMENT)) return reading;
  return { ok: true, event: { ...reading.event, note: 'CHARACTERS_REPLACED' } };
}
