import type { Clock } from '@aftercall/service-runtime';
import type { Admission, Circuit, Health } from '../circuit.ts';

interface Settings {
  volumeThreshold: number;
  errorThresholdPercentage: number;
  windowMs: number;
  resetTimeoutMs: number;
}

/** Until a probe has ended, others are told to come back after this. */
const PROBE_WAIT_MS = 1000;

/** {@link Circuit} that goes by a clock alone and needs no timer: for suites in which time is moved by hand. */
export class ClockedCircuit implements Circuit {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #settings: Settings;
  #ended: { atMs: number; isBad: boolean }[] = [];
  /** Undefined while it is closed. */
  #openedAtMs: number | undefined;
  #isProbing = false;
  #period = 0;

  constructor(clock: Pick<Clock, 'monotonicMs'>, settings: Settings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  admit(): Admission {
    const leftMs = this.#restLeftMs();
    if (leftMs > 0) return { isOpen: true, retryAfterMs: leftMs };
    if (this.#isProbing) return { isOpen: true, retryAfterMs: PROBE_WAIT_MS };
    this.#isProbing = this.#openedAtMs !== undefined;
    const period = this.#period;
    return {
      isOpen: false,
      report: (health) => {
        if (period === this.#period) this.#report(health);
        return Promise.resolve();
      },
    };
  }

  isOpen(): boolean {
    return this.#restLeftMs() > 0 || this.#isProbing;
  }

  shutdown(): void {
    this.#period = Number.NaN;
  }

  #report(health: Health): void {
    const wasProbe = this.#isProbing;
    this.#isProbing = false;
    if (health === 'none') return;
    if (wasProbe) this.#change(health === 'bad');
    else this.#count(health === 'bad');
  }

  #count(isBad: boolean): void {
    const { windowMs, volumeThreshold, errorThresholdPercentage } = this.#settings;
    const atMs = this.#clock.monotonicMs();
    this.#ended = [...this.#ended.filter((one) => atMs - one.atMs < windowMs), { atMs, isBad }];
    const bad = this.#ended.filter((one) => one.isBad).length;
    const isBroken = (bad / this.#ended.length) * 100 > errorThresholdPercentage;
    if (this.#ended.length >= volumeThreshold && isBroken) this.#change(true);
  }

  #change(opens: boolean): void {
    this.#period += 1;
    this.#ended = [];
    this.#openedAtMs = opens ? this.#clock.monotonicMs() : undefined;
  }

  #restLeftMs(): number {
    if (this.#openedAtMs === undefined) return 0;
    return Math.max(0, this.#openedAtMs + this.#settings.resetTimeoutMs - this.#clock.monotonicMs());
  }
}
