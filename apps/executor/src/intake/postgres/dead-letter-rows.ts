import { isUtf8 } from 'node:buffer';
import { isDataError, type Query } from '../../plumbing/postgres/connection.ts';
import { hashOfRecord, type DeadLetter } from '../dead-letter.ts';
import type { RecordHeader } from '../record-source.ts';

const INSERT = `
  insert into ledger.dead_letter (dead_letter_id, workspace, reason_code, reason_message, topic, partition, "offset",
    payload_hash, headers, body, event_id, call_id, record_key, record_at)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::bigint[],
    $8::bytea[], $9::jsonb[], $10::bytea[], $11::text[], $12::text[], $13::bytea[], $14::timestamptz[])
  on conflict (topic, partition, "offset", payload_hash) do nothing`;

/** Latest instant that PostgreSQL and ECMAScript both know. */
const MAX_INSTANT_MS = 8_640_000_000_000_000;

/** More than any broker takes unpacked. It travels as text of twice the length, of which neither side holds endlessly much. */
const MAX_RECORD_BYTES = 32 * 1024 * 1024;

/**
 * Inserts dead letters within a transaction, all in one statement; `by halves`: one that PostgreSQL refuses is kept without
 * its headers and body, which are named as left out.
 */
export async function insertDeadLetters(
  query: Query,
  letters: readonly DeadLetter[],
  newId: () => string,
  how: 'together' | 'by halves',
): Promise<void> {
  if (letters.length === 0) return;
  if (how === 'together') {
    await insert(query, letters, newId);
    return;
  }
  await query('savepoint letters', []);
  try {
    await insert(query, letters, newId);
    await query('release savepoint letters', []);
  } catch (error) {
    if (!isDataError(error)) throw error;
    await query('rollback to savepoint letters', []);
    const [first] = letters;
    if (first !== undefined && letters.length === 1) {
      await insert(query, [bare(first)], newId);
      return;
    }
    const middle = letters.length >> 1;
    await insertDeadLetters(query, letters.slice(0, middle), newId, how);
    await insertDeadLetters(query, letters.slice(middle), newId, how);
  }
}

async function insert(query: Query, all: readonly DeadLetter[], newId: () => string): Promise<void> {
  const letters = all.map((letter) => (bytesOf(letter) > MAX_RECORD_BYTES ? bare(letter) : letter));
  const column = <Value>(valueOf: (letter: DeadLetter) => Value): Value[] => letters.map(valueOf);
  await query(
    INSERT,
    [
      column(() => newId()),
      column(({ workspace }) => workspace),
      column(({ reason }) => reason.code),
      column(({ reason }) => clean(reason.message)),
      column(({ place }) => place.topic),
      column(({ place }) => place.partition),
      column(({ record }) => String(record.offset)),
      column(({ record }) => hashOfRecord(record)),
      column(({ record }) => JSON.stringify(record.headers.map(headerJson))),
      column(({ record }) => record.value),
      column(({ eventId }) => (eventId === null ? null : clean(eventId))),
      column(({ callId }) => (callId === null ? null : clean(callId))),
      column(({ record }) => record.key),
      column(({ record }) => instantOf(record.timestampMs)),
    ],
    'keep-dead-letters',
  );
}

/** A header's value as text, or in base64 where it is no text that PostgreSQL's JSON can hold. */
function headerJson({ name, value }: RecordHeader): Record<string, string | null> {
  const isText = value !== null && isUtf8(value) && !value.includes(0);
  if (value === null || isText) return { name: clean(name), value: value?.toString('utf8') ?? null };
  return { name: clean(name), base64: value.toString('base64') };
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function instantOf(timestampMs: number): Date | null {
  return timestampMs >= 0 && timestampMs <= MAX_INSTANT_MS ? new Date(timestampMs) : null;
}

function bytesOf({ record: { key, value, headers } }: DeadLetter): number {
  const inHeaders = headers.reduce((sum, header) => sum + header.name.length + (header.value?.length ?? 0), 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + inHeaders;
}

function bare(letter: DeadLetter): DeadLetter {
  const message = `${letter.reason.message} (its key, headers and body could not be stored)`;
  const record = { ...letter.record, key: null, headers: [], value: null };
  return { ...letter, reason: { ...letter.reason, message }, record };
}
