import { setTimeout as delay } from 'node:timers/promises';

/** Time as all code sees it, so that tests can move it by hand. */
export interface Clock {
  /** Wall-clock time, for what is stored and shown; it may jump. */
  now(): Date;
  /** Milliseconds that only grow, for measuring how long something took and when it is over. */
  monotonicMs(): number;
  /**
   * Resolves after at least `durationMs`, however long that is.
   *
   * @throws the signal's reason, at once when it is aborted
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** A longer timer overflows in Node and fires at once: setTimeout keeps its delay in 31 bits. */
const longestTimerMs = 2 ** 31 - 1;

/** The real time of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  async sleep(durationMs, signal) {
    const endMs = performance.now() + durationMs;
    for (let leftMs = durationMs; leftMs > 0; leftMs = endMs - performance.now()) {
      await timer(Math.min(Math.ceil(leftMs), longestTimerMs), signal);
    }
    signal?.throwIfAborted();
  },
};

async function timer(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(durationMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
