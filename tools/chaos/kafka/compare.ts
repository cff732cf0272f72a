import type pg from 'pg';
import type { CallSystem, TopicLife } from './call-system.ts';

/** What became of one life of a topic, beside what its producer knows. */
export interface LifeReport {
  topic: string;
  generation: number;
  isOver: boolean;
  /** Distinct calls and poison records that the broker acknowledged. */
  sent: number;
  /** Records that stand in the topic: repetitions and what was sent again are among them. */
  records: number | null;
  events: number;
  duplicates: number;
  deadLetters: number;
  /** Sent, and nothing is recorded of it. */
  missing: number;
  /** Recorded more often than it stands in the topic, or never sent. */
  tooMany: number;
}

interface EventRow {
  call_id: string;
  duplicates: number;
}

/**
 * Compares the producer's list with the ledger. Of a living topic every event has one row, every poison record a dead letter,
 * and rows, repetitions and dead letters together are exactly the records that stand in the topic: nothing was passed over and
 * nothing was taken twice. Of a topic that was deleted, what had not been read is gone with it, but nothing may be doubled.
 */
export async function compareLife(ledger: pg.Client, sender: CallSystem, life: TopicLife): Promise<LifeReport> {
  const prefix = `${life.topic}-g${life.generation}-`;
  const events = await ledger.query<EventRow>(
    "select call_id, duplicates from ledger.call_event where starts_with(call_id, $1) and event_type = 'call.ended'",
    [prefix],
  );
  const letters = await ledger.query<{ name: string; count: number }>(
    `select convert_from(record_key, 'UTF8') as name, count(*)::int as count from ledger.dead_letter
     where starts_with(convert_from(record_key, 'UTF8'), $1) group by 1`,
    [prefix],
  );
  const rows = new Map(events.rows.map((row) => [row.call_id, row.duplicates]));
  const named = new Map(letters.rows.map((row) => [row.name, row.count]));
  const missing =
    [...life.callIds].filter((id) => !rows.has(id)).length + [...life.poison].filter((name) => !named.has(name)).length;
  const unknown = [...rows.keys()].filter((id) => !life.callIds.has(id)).length;
  const duplicates = sumOf(rows.values());
  const deadLetters = sumOf(named.values());
  const records = life.isOver ? null : await sender.countRecords(life.topic);
  const taken = rows.size + duplicates + deadLetters;
  return {
    topic: life.topic,
    generation: life.generation,
    isOver: life.isOver,
    sent: life.callIds.size + life.poison.size,
    records,
    events: rows.size,
    duplicates,
    deadLetters,
    missing: life.isOver ? 0 : missing + Math.max(0, (records ?? 0) - taken),
    tooMany: unknown + (records === null ? 0 : Math.max(0, taken - records)),
  };
}

/** Runs: one for each matched event, and how many have ended. */
export async function countRuns(
  ledger: pg.Client,
): Promise<{ matched: number; runs: number; open: number; failed: number }> {
  const { rows } = await ledger.query<{ matched: number; runs: number; open: number; failed: number }>(
    `select (select count(*)::int from ledger.call_event where disposition = 'MATCHED') as matched, count(*)::int as runs,
       count(*) filter (where ended_at is null)::int as open, count(*) filter (where status = 'FAILED')::int as failed
     from ledger.run`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a count gives one row');
  return row;
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
}
