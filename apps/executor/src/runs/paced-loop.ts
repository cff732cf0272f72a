import { jitteredDelayMs, type Clock } from '@aftercall/service-runtime';

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 5000;

interface Settings {
  clock: Clock;
  random: () => number;
  /** Does one round and says how long to rest after it. */
  turn: () => Promise<number>;
  onError: (error: unknown) => void;
  /** Default 5 s. */
  longestBackOffMs?: number;
}

/**
 * Does the same thing again and again, never two at a time. A round that fails is followed by a longer and longer rest,
 * so that a database that is away is not stormed when it comes back.
 */
export class PacedLoop {
  readonly #settings: Settings;
  readonly #stopped = new AbortController();
  #rest = new AbortController();
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** Ends the present rest; a rest after a failure is not cut short. */
  wake(): void {
    if (this.#failures === 0) this.#rest.abort();
  }

  /** Resolves when the present round is done; there is no other one. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      this.#rest = new AbortController();
      const restMs = await this.#turn();
      const signal = AbortSignal.any([this.#rest.signal, this.#stopped.signal]);
      await this.#settings.clock.sleep(restMs, signal).catch(() => undefined);
    }
  }

  async #turn(): Promise<number> {
    try {
      const restMs = await this.#settings.turn();
      this.#failures = 0;
      return restMs;
    } catch (error) {
      this.#settings.onError(error);
      const backOffMs = Math.min(
        FIRST_BACK_OFF_MS * 2 ** this.#failures,
        this.#settings.longestBackOffMs ?? LONGEST_BACK_OFF_MS,
      );
      this.#failures += 1;
      return jitteredDelayMs(backOffMs, this.#settings.random);
    }
  }
}
