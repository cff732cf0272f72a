import { StopAsked } from './problem.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C can arrive several times: from the terminal, and passed on by npm. */
const oneAndTheSameMs = 1000;

/** Whether somebody wants this process to end, and how much of a hurry they are in. */
export class StopSignals {
  readonly #controller = new AbortController();
  readonly #onSignal = (): void => this.#receive();
  readonly #onFirst: () => void;
  readonly #onSecond: () => void;
  #lastAtMs = -Infinity;

  /** @param on - `first`: asked to stop; `second`: asked again, which means at once */
  constructor(on: { first: () => void; second: () => void }) {
    this.#onFirst = on.first;
    this.#onSecond = on.second;
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  /** Aborted, with a StopAsked, by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves with the first signal. */
  async asked(): Promise<void> {
    if (this.signal.aborted) return;
    await new Promise((done) => this.signal.addEventListener('abort', done, { once: true }));
  }

  /** Listens no more. */
  close(): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }

  #receive(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lastAtMs < oneAndTheSameMs) return;
    this.#lastAtMs = nowMs;
    if (this.signal.aborted) {
      this.#onSecond();
    } else {
      this.#onFirst();
      this.#controller.abort(new StopAsked());
    }
  }
}
