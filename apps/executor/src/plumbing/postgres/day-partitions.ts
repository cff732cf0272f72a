import type { Clock, Logger } from '@aftercall/service-runtime';
import type { LedgerDatabase } from './connection.ts';

/** A week's grace: a failure that nobody sees for days still loses nothing. */
const DAYS_AHEAD = 7;
const DAY_MS = 86_400_000;
const EVERY_MS = 6 * 3_600_000;
const AFTER_FAILURE_MS = 60_000;

/**
 * Keeps the ledger's day tables made ahead of time, so that no run ever opens on a day that has none. Every executor does
 * it; the function in the database lets one after the other do what is left to do.
 */
export class DayPartitions {
  readonly #database: LedgerDatabase;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  /** Tables are there up to this many days after 1970. */
  #lastDay = 0;

  constructor(settings: { database: LedgerDatabase; clock: Clock; log: Logger }) {
    this.#database = settings.database;
    this.#clock = settings.clock;
    this.#log = settings.log;
  }

  /** Makes them now, and from then on four times a day. @throws Fault POSTGRES_UNAVAILABLE */
  async start(): Promise<void> {
    await this.#make();
    this.#running ??= this.#keepMaking();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** How many days from now on have their tables: below a few, somebody must look why no more are made. */
  daysAhead(): number {
    return Math.max(0, this.#lastDay - this.#today());
  }

  #today(): number {
    return Math.floor(this.#clock.now().getTime() / DAY_MS);
  }

  async #make(): Promise<void> {
    const sql = 'select ledger.make_day_partitions($1) as made';
    const [row] = await this.#database.query<{ made: number }>(sql, [DAYS_AHEAD]);
    const [ahead] = await this.#database.query<{ days: number }>('select ledger.days_ahead() as days', []);
    this.#lastDay = this.#today() + (ahead?.days ?? 0);
    if (row !== undefined && row.made > 0) this.#log.info({ made: row.made }, 'made day tables of the ledger');
  }

  async #keepMaking(): Promise<void> {
    const { signal } = this.#stopped;
    let restMs = EVERY_MS;
    while (await this.#rest(restMs, signal)) {
      restMs = await this.#make().then(
        () => EVERY_MS,
        (error: unknown) => {
          this.#log.error({ error, daysAhead: DAYS_AHEAD }, 'day tables of the ledger could not be made ahead');
          return AFTER_FAILURE_MS;
        },
      );
    }
  }

  /** False = it is time to stop. */
  async #rest(durationMs: number, signal: AbortSignal): Promise<boolean> {
    return this.#clock.sleep(durationMs, signal).then(
      () => true,
      () => false,
    );
  }
}
