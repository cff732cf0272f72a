import type { Clock, Logger } from '@aftercall/service-runtime';
import type { LedgerDatabase } from './connection.ts';

const EVERY_MS = 3_600_000;
const AFTER_FAILURE_MS = 60_000;
/** Rows per statement: a delete of millions at once would hold back the vacuum of every table. */
const BATCH = 5000;
/** Repetitions are known for 90 days after what the event says, which may be a day ahead of its arrival. */
const EVENT_DAYS = 92;

const EXPIRE_EVENTS = `
  delete from ledger.call_event e using (
    select workspace, call_id, event_type from ledger.call_event where received_at < now() - $1 * interval '1 day' limit $2
  ) as old
  where e.workspace = old.workspace and e.call_id = old.call_id and e.event_type = old.event_type
  returning 1`;

const EXPIRE_DEAD_LETTERS = `
  delete from ledger.dead_letter where dead_letter_id in (
    select dead_letter_id from ledger.dead_letter where received_at < now() - $1 * interval '1 day' limit $2
  ) returning 1`;

interface Settings {
  /** With patience: the journal of a busy day takes minutes to be written anew without bodies. */
  database: LedgerDatabase;
  bodyDays: number;
  factDays: number;
  clock: Clock;
  log: Logger;
}

/**
 * Removes what is past its time: days of bodies and of facts as whole tables, events row by row, because their table is divided
 * by call. Every executor does it; the database lets one at a time.
 */
export class Retention {
  readonly #settings: Settings;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** Does all that is to be done now. @throws Fault POSTGRES_UNAVAILABLE; what was done stays done */
  async retire(): Promise<void> {
    const { database, bodyDays, factDays, log } = this.#settings;
    for (;;) {
      const sql = 'select ledger.retire_one_day($1, $2) as done';
      const [row] = await database.query<{ done: string | null }>(sql, [bodyDays, factDays]);
      if (typeof row?.done !== 'string') break;
      log.info({ done: row.done }, 'retention of the ledger');
      if (this.#stopped.signal.aborted) return;
    }
    await this.#expire(EXPIRE_EVENTS, Math.max(EVENT_DAYS, factDays));
    await this.#expire(EXPIRE_DEAD_LETTERS, factDays);
  }

  async #expire(sql: string, days: number): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const gone = await this.#settings.database.query(sql, [days, BATCH]);
      if (gone.length < BATCH) return;
    }
  }

  async #loop(): Promise<void> {
    const { clock, log } = this.#settings;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const restMs = await this.retire().then(
        () => EVERY_MS,
        (error: unknown) => {
          log.warn({ error }, 'what is past its retention could not be removed yet');
          return AFTER_FAILURE_MS;
        },
      );
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
  }
}
