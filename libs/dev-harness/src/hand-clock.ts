import type { Clock } from '@aftercall/service-runtime';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until the test moves it. Starts at 2026-11-20T09:00:00Z unless told otherwise. */
export class HandClock implements Clock {
  readonly #startMs: number;
  #passedMs = 0;
  #sleepers: Sleeper[] = [];

  constructor(start: Date = new Date('2026-11-20T09:00:00Z')) {
    this.#startMs = start.getTime();
  }

  /** How many sleep now: what a test waits for before it moves the clock. */
  get sleeperCount(): number {
    return this.#sleepers.length;
  }

  /** When the next one wakes, in milliseconds from now; undefined when nobody sleeps. */
  get nextWakeMs(): number | undefined {
    const dueMs = this.#sleepers.map((sleeper) => sleeper.dueMs);
    return dueMs.length === 0 ? undefined : Math.min(...dueMs) - this.#passedMs;
  }

  now(): Date {
    return new Date(this.#startMs + this.#passedMs);
  }

  monotonicMs(): number {
    return this.#passedMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (durationMs <= 0) return;
    await new Promise<void>((done, fail) => {
      const sleeper: Sleeper = {
        dueMs: this.#passedMs + durationMs,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          done();
        },
      };
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        fail(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /**
   * Moves time and wakes sleepers in the order in which they are due, each at its own time. What a sleeper does next,
   * a new sleep included, happens before the one after it wakes, unless it waits for real I/O.
   */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#passedMs + durationMs;
    await settle();
    for (let next = this.#takeDue(endMs); next !== undefined; next = this.#takeDue(endMs)) {
      this.#passedMs = Math.max(this.#passedMs, next.dueMs);
      next.wake();
      await settle();
    }
    this.#passedMs = endMs;
  }

  #takeDue(endMs: number): Sleeper | undefined {
    const next = this.#sleepers
      .filter((sleeper) => sleeper.dueMs <= endMs)
      .reduce<Sleeper | undefined>((first, other) => (first && first.dueMs <= other.dueMs ? first : other), undefined);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
    return next;
  }
}

/** All microtasks, and whatever is ready on the event loop. */
function settle(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done);
  });
}
