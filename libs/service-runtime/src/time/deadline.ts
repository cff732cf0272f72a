import type { Clock } from './clock.ts';

/**
 * One end handed down a chain of calls, so that each spends what the ones before it left over, and none waits for
 * its full timeout again. Counted on the monotonic clock.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #atMs: number;

  constructor(clock: Clock, inMs: number) {
    this.#clock = clock;
    this.#atMs = clock.monotonicMs() + inMs;
  }

  /** Milliseconds left, never below 0. */
  remainingMs(): number {
    return Math.max(0, this.#atMs - this.#clock.monotonicMs());
  }

  /** True from the moment when nothing is left. */
  isOver(): boolean {
    return this.remainingMs() === 0;
  }

  /** What is left, or `limitMs` where a single call may not take that long. */
  atMostMs(limitMs: number): number {
    return Math.min(limitMs, this.remainingMs());
  }
}
