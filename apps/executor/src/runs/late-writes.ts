import type { Clock } from '@aftercall/service-runtime';

/** What waits at least this long, and at most twice as long, is written by itself. */
const PATIENCE_MS = 250;

/** Somebody who holds facts that nothing depends on, and can be told to write them. */
export interface LateWriter {
  flush(): void;
}

/**
 * Facts that a run can do without (what a Decision said, the intent of a request that may be repeated) go with the run's next
 * entry. This sees to it that they do not wait for ever when no such entry comes, so that people see what a run is at. One
 * timer serves all runs: most of them are done before it fires.
 */
export class LateWrites {
  readonly #clock: Clock;
  #young = new Set<LateWriter>();
  #old = new Set<LateWriter>();
  #isTicking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(writer: LateWriter): void {
    if (this.#old.has(writer)) return;
    this.#young.add(writer);
    if (!this.#isTicking) void this.#tick();
  }

  /** It has written, or has left. */
  delete(writer: LateWriter): void {
    if (!this.#young.delete(writer)) this.#old.delete(writer);
  }

  async #tick(): Promise<void> {
    this.#isTicking = true;
    while (this.#young.size + this.#old.size > 0) {
      await this.#clock.sleep(PATIENCE_MS);
      const due = this.#old;
      this.#old = this.#young;
      this.#young = new Set();
      for (const writer of due) writer.flush();
    }
    this.#isTicking = false;
  }
}
