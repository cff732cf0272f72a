import type { Clock } from '@aftercall/service-runtime';

/** What waits at least this long, and at most twice as long, is written by itself. */
const PATIENCE_MS = 250;

/** Somebody who may hold facts that nothing depends on. */
export interface LateWriter {
  /** Writes what was there already when it was asked last. False = it holds nothing that waits. */
  writeLate(): boolean;
}

/**
 * Facts that a run can do without (what a Decision said, the intent of a request that may be repeated) go with the run's next
 * entry. This sees to it that they do not wait for ever when no such entry comes, so that people see what a run is at. It asks
 * all runs in memory, four times a second: a list of those that wait would cost each run something, and nearly all are done before.
 */
export class LateWrites {
  readonly #clock: Clock;
  readonly #writers: () => Iterable<LateWriter>;
  #isTicking = false;

  constructor(clock: Clock, writers: () => Iterable<LateWriter>) {
    this.#clock = clock;
    this.#writers = writers;
  }

  /** Something waits now. */
  noted(): void {
    if (!this.#isTicking) void this.#tick();
  }

  async #tick(): Promise<void> {
    this.#isTicking = true;
    for (let isWaiting = true; isWaiting;) {
      await this.#clock.sleep(PATIENCE_MS);
      isWaiting = false;
      for (const writer of this.#writers()) isWaiting = writer.writeLate() || isWaiting;
    }
    this.#isTicking = false;
  }
}
