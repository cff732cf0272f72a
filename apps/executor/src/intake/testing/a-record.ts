import type { SourceRecord } from '../record-source.ts';

/** A record whose value is no event, unless a test says so. */
export function aRecord(over: Partial<SourceRecord> = {}): SourceRecord {
  const timestampMs = Date.UTC(2026, 10, 20, 9, 0, 0);
  return { offset: 0n, timestampMs, key: Buffer.from('c-1'), value: Buffer.from('{not json'), headers: [], ...over };
}

/** A record whose value is an event in structured mode. */
export function anEventRecord(offset: bigint, event: object, over: Partial<SourceRecord> = {}): SourceRecord {
  const headers = [{ name: 'content-type', value: Buffer.from('application/cloudevents+json') }];
  return aRecord({ offset, value: Buffer.from(JSON.stringify(event)), headers, ...over });
}
