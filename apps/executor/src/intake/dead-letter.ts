import { createHash } from 'node:crypto';
import type { EventProblem } from '@aftercall/wire-format';
import type { Place, SourceRecord } from './record-source.ts';

/** A record that could not be taken in: why, and everything that it takes to redrive it. */
export interface DeadLetter {
  reason: Pick<EventProblem, 'code' | 'message'>;
  /** The workspace that it spoke for; null when it named none that its topic may speak for: then it is the operators'. */
  workspace: string | null;
  eventId: string | null;
  callId: string | null;
  place: Place;
  record: SourceRecord;
}

/**
 * SHA-256 over all of a record. Tells a record from another one at the same offset: offsets begin again at 0 in a topic that
 * is made anew.
 */
export function hashOfRecord({ offset, timestampMs, key, value, headers }: SourceRecord): Buffer {
  const hash = createHash('sha256');
  const add = (part: Buffer | string | null): void => {
    const bytes = part === null ? null : Buffer.from(part);
    hash.update(`${bytes?.length ?? 'null'}:`);
    if (bytes !== null) hash.update(bytes);
  };
  add(offset.toString());
  add(timestampMs.toString());
  add(key);
  add(value);
  for (const header of headers) {
    add(header.name);
    add(header.value);
  }
  return hash.digest();
}
