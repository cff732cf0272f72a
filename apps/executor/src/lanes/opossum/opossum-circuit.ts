import type { Clock } from '@aftercall/service-runtime';
import CircuitBreaker from 'opossum';
import type { Admission, Circuit, Health } from '../circuit.ts';

/** When a target counts as broken. */
export interface CircuitSettings {
  /** Requests within the window below which nothing opens: with 0, opossum opens on the first failure. */
  volumeThreshold: number;
  /** More than this share of bad ones opens the circuit. */
  errorThresholdPercentage: number;
  windowMs: number;
  /** From opening to the one request that tries again. */
  resetTimeoutMs: number;
}

/**
 * Ten requests in half a minute are enough to judge by, and more than the few retries of one run: one run that fails does
 * not stop the others. Ten seconds let a restarted target come up, and cost a waiting run little beside its own schedule.
 */
export const usualCircuit: CircuitSettings = {
  volumeThreshold: 10,
  errorThresholdPercentage: 50,
  windowMs: 30_000,
  resetTimeoutMs: 10_000,
};

/** Until a probe has ended, others are told to come back after this. */
const PROBE_WAIT_MS = 1_000;
const WINDOW_BUCKETS = 6;

class BadHealthError extends Error {}

/**
 * opossum as a judge: requests do not run inside it; it is fired with how each one ended. So a request that says nothing
 * of the target is simply not fired (inside opossum it would have to succeed, and close a half-open circuit), each request
 * keeps its own abort signal, and nothing is ever fired while the circuit is open (opossum counts refused calls in its
 * error rate, which makes it slow to open again).
 */
export class OpossumCircuit implements Circuit {
  readonly #breaker: CircuitBreaker<[Health], void>;
  readonly #settings: CircuitSettings;
  readonly #clock: Clock;
  /** Counts changes of state, so that a report can tell whether it comes too late. */
  #period = 0;
  #openedAtMs = 0;
  #isProbing = false;

  constructor(clock: Clock, settings: CircuitSettings = usualCircuit) {
    this.#clock = clock;
    this.#settings = settings;
    this.#breaker = new CircuitBreaker(judge, {
      timeout: false,
      enableSnapshots: false,
      rollingPercentilesEnabled: false,
      rollingCountBuckets: WINDOW_BUCKETS,
      rollingCountTimeout: settings.windowMs,
      volumeThreshold: settings.volumeThreshold,
      errorThresholdPercentage: settings.errorThresholdPercentage,
      resetTimeout: settings.resetTimeoutMs,
    });
    const changed = (): void => {
      this.#changed();
    };
    this.#breaker.on('open', changed);
    this.#breaker.on('close', changed);
    this.#breaker.on('halfOpen', changed);
  }

  admit(): Admission {
    if (this.#breaker.opened) return { isOpen: true, retryAfterMs: this.#untilHalfOpenMs() };
    if (this.#breaker.halfOpen && this.#isProbing) return { isOpen: true, retryAfterMs: PROBE_WAIT_MS };
    this.#isProbing = this.#breaker.halfOpen;
    const period = this.#period;
    return { isOpen: false, report: (health) => this.#report(health, period) };
  }

  isOpen(): boolean {
    return this.#breaker.opened || (this.#breaker.halfOpen && this.#isProbing);
  }

  shutdown(): void {
    this.#breaker.shutdown();
  }

  /**
   * Nearly every request goes well, and firing opossum with it makes five promises: in a closed circuit its own two events say
   * the same.
   */
  #report(health: Health, period: number): Promise<void> | undefined {
    if (period !== this.#period || this.#breaker.isShutdown) return undefined;
    if (health !== 'good' || !this.#breaker.closed) return this.#fire(health, period);
    this.#breaker.emit('fire', [health]);
    this.#breaker.emit('success', undefined, 0);
    return undefined;
  }

  async #fire(health: Health, period: number): Promise<void> {
    try {
      if (health !== 'none') await this.#breaker.fire(health);
    } catch (error) {
      if (!(error instanceof BadHealthError)) throw error;
    } finally {
      if (period === this.#period) this.#isProbing = false;
    }
  }

  #changed(): void {
    this.#period += 1;
    this.#isProbing = false;
    if (this.#breaker.opened) this.#openedAtMs = this.#clock.monotonicMs();
  }

  #untilHalfOpenMs(): number {
    return Math.max(1, Math.ceil(this.#openedAtMs + this.#settings.resetTimeoutMs - this.#clock.monotonicMs()));
  }
}

async function judge(health: Health): Promise<void> {
  if (health === 'bad') throw new BadHealthError('the request did not go well');
  return Promise.resolve();
}
