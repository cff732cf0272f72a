import type { Clock, Logger } from '@aftercall/service-runtime';
import { balanceRules, type BalanceCounts, type BalanceRule, type LedgerBooks } from './balance.ts';

const EVERY_MS = 300_000;
const AFTER_FAILURE_MS = 60_000;
/** What does not balance shows within a day or never; older days are the command's. */
const SINCE_DAYS = 1;

interface Settings {
  books: LedgerBooks;
  clock: Clock;
  log: Logger;
}

/** Takes the balance of the last day every few minutes, so that an operator hears of an imbalance without asking. */
export class WatchBalance {
  readonly #settings: Settings;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #offenders = new Map<BalanceRule, number>();
  #open: BalanceCounts['open'] = { owned: 0, due: 0, inReview: 0, released: 0 };

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

  /** Offenders of each rule that were found last, as far as they were named. */
  offenders(): { rule: BalanceRule; count: number }[] {
    const rules = Object.keys(balanceRules) as BalanceRule[];
    return rules.map((rule) => ({ rule, count: this.#offenders.get(rule) ?? 0 }));
  }

  /** Runs that were open last, by what they waited for. */
  openRuns(): { state: 'owned' | 'due' | 'review' | 'released'; count: number }[] {
    const { owned, due, inReview, released } = this.#open;
    return [
      { state: 'owned', count: owned },
      { state: 'due', count: due },
      { state: 'review', count: inReview },
      { state: 'released', count: released },
    ];
  }

  async #look(): Promise<void> {
    const { books, log } = this.#settings;
    const { offenders, offenderCount, counts } = await books.read(SINCE_DAYS);
    this.#open = counts.open;
    const found = Map.groupBy(offenders, ({ rule }) => rule);
    this.#offenders = new Map([...found].map(([rule, of]) => [rule, of.length]));
    if (offenderCount > 0) log.error({ offenderCount, offenders }, 'the ledger does not balance');
  }

  async #loop(): Promise<void> {
    const { clock, log } = this.#settings;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const restMs = await this.#look().then(
        () => EVERY_MS,
        (error: unknown) => {
          log.warn({ error }, 'the balance could not be taken');
          return AFTER_FAILURE_MS;
        },
      );
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
  }
}
