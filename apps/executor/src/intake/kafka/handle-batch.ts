import type { EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import type { RecordHeader, SourceRecord } from '../record-source.ts';
import type { AssignedPartitions, Turn } from './assigned-partitions.ts';

/**
 * Records per transaction, and bytes of them, as packed batches may hold far more than was fetched. Between two transactions the
 * group is asked whether the partition is still ours.
 */
const CHUNK = 400;
const CHUNK_BYTES = 8 * 1024 * 1024;
const BEAT_EVERY_MS = 500;

/** Answers by which the group says that a new generation begins; kafkajs rejoins when it sees them, so it must. */
const REBALANCE = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
]);

/**
 * Hands a fetched batch to the reader, chunk by chunk, and commits how far it came. Throws nothing but what the group says of
 * a rebalance: anything else would end the consumer after five tries, and would come again with the same records.
 */
export async function handleBatch(partitions: AssignedPartitions, payload: EachBatchPayload): Promise<void> {
  const { batch } = payload;
  const { topic, partition } = batch;
  const turn = partitions.findTurn(partition);
  if (turn === undefined) return;
  partitions.note(partition, { high: BigInt(batch.highWatermark) });
  let next: bigint | undefined;
  for (let from = 0; from < batch.messages.length && isOurs(turn, payload);) {
    const messages = batch.messages.slice(from, endOfChunk(batch.messages, from));
    from += messages.length;
    const last = messages.at(-1);
    const isKept = await keep({ partitions, payload, turn }, messages.map(recordOf));
    if (!isKept || last === undefined || turn.isOver()) break;
    payload.resolveOffset(last.offset);
    next = BigInt(last.offset) + 1n;
    partitions.note(partition, { at: next });
  }
  if (next === undefined || turn.isOver()) return;
  // Through the context, and with offsets: the consumer's own commit does nothing once it stops, and says nothing either.
  const offsets = { topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] };
  await unlessRebalance(payload.commitOffsetsIfNecessary(offsets));
}

/** At least one record is in it, however large it is. */
function endOfChunk(messages: readonly KafkaMessage[], from: number): number {
  let to = from;
  for (let bytes = 0; to < messages.length && to - from < CHUNK; to += 1) {
    bytes += messages[to]?.value?.length ?? 0;
    if (bytes > CHUNK_BYTES && to > from) break;
  }
  return to;
}

function isOurs(turn: Turn, payload: EachBatchPayload): boolean {
  return !turn.isOver() && payload.isRunning() && !payload.isStale();
}

interface Handling {
  partitions: AssignedPartitions;
  payload: EachBatchPayload;
  turn: Turn;
}

/** Keeps one chunk while the heartbeats go on. @throws what the group said of a rebalance meanwhile, after the chunk is kept */
async function keep({ partitions, payload, turn }: Handling, records: readonly SourceRecord[]): Promise<boolean> {
  const { partition } = payload.batch;
  await unlessRebalance(payload.heartbeat());
  if (turn.isOver()) return false;
  const kept = new AbortController();
  const beating = beatUntil(kept.signal, partitions, payload);
  // What it throws is looked at when the chunk is kept. Node ends a process for a rejection that nobody looks at until then.
  beating.catch(() => undefined);
  try {
    const outcome = await turn.reading.keep(records);
    if (outcome === 'kept') return true;
  } catch (error) {
    partitions.say(partition, error, 'records could not be kept: they are read again');
  } finally {
    kept.abort();
    await beating;
  }
  if (!turn.isOver()) partitions.reopen(partition);
  return false;
}

/**
 * Goes on although the group has said that it rebalances: it waits for us as long as it hears from us, and else gives the
 * partition away while its chunk is still being kept. @throws what the group said first
 */
async function beatUntil(
  signal: AbortSignal,
  partitions: AssignedPartitions,
  payload: EachBatchPayload,
): Promise<void> {
  let said: Error | undefined;
  while (await partitions.beat(BEAT_EVERY_MS, signal)) {
    try {
      await unlessRebalance(payload.heartbeat());
    } catch (error) {
      said ??= error as Error;
    }
  }
  if (said !== undefined) throw said;
}

async function unlessRebalance(asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (REBALANCE.has(String((error as { type?: unknown }).type))) throw error;
    // The next one will tell whether the coordinator is really gone.
  }
}

function recordOf({ offset, timestamp, key, value, headers }: KafkaMessage): SourceRecord {
  return {
    offset: BigInt(offset),
    timestampMs: Number(timestamp),
    key,
    value,
    headers: headersOf(headers ?? {}),
  };
}

function headersOf(headers: IHeaders): RecordHeader[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({
      name,
      value: one === undefined ? null : Buffer.from(one),
    })),
  );
}
