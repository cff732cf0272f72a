import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const DEADLINE_MS = 240_000;

/** What the bench asks the ledger: as little as it can, for what it costs is counted with the executor. */
export class LedgerProbe {
  readonly #pool: pg.Pool;

  constructor(adminUrl: string) {
    this.#pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  }

  /** Until no run is open. @throws Error when one failed, or some are still open after four minutes */
  async untilEnded(): Promise<void> {
    const deadline = performance.now() + DEADLINE_MS;
    for (;;) {
      const open = await this.#count(`
        select (select count(*) from ledger.run where worker_id is not null and ended_at is null)
          + (select count(*) from ledger.due) as count`);
      if (open === 0) break;
      if (performance.now() > deadline) throw new Error(`${open} runs are still open after ${DEADLINE_MS} ms`);
      await sleep(50);
    }
    const failed = await this.#count("select count(*) from ledger.run where status <> 'SUCCEEDED'");
    if (failed > 0) throw new Error(`${failed} runs did not succeed: the figure would mean nothing`);
  }

  /** Runs that wait in the ledger. */
  countParked(): Promise<number> {
    return this.#count('select count(*) from ledger.due');
  }

  /** Transactions so far that wrote something. */
  writes(): Promise<number> {
    return this.#count('select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as count');
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #count(sql: string): Promise<number> {
    const { rows } = await this.#pool.query<{ count: string }>(sql);
    return Number(rows[0]?.count);
  }
}
