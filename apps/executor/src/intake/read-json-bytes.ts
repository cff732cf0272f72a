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

/** Notes on an event that it holds U+FFFD where the bytes that it was read of were no UTF-8. */
export function notingBytes(areUtf8: boolean, reading: CallEventReading): CallEventReading {
  if (areUtf8 || !reading.ok || !JSON.stringify(reading.event).includes(REPLACEMENT)) return reading;
  return { ok: true, event: { ...reading.event, note: 'CHARACTERS_REPLACED' } };
}
