import type { Logger } from '@aftercall/service-runtime';

/** Says once that the ledger is away and once that it is back, however many runs and loops notice. */
export class Outage {
  readonly #log: Logger;
  #isAway = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  noticed(error: unknown): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#log.warn({ error }, 'the ledger is away: results are held, nothing new is sent');
  }

  over(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#log.info({}, 'the ledger is back');
  }
}
