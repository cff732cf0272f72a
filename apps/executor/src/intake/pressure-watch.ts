import type { Clock, Logger } from '@aftercall/service-runtime';
import { mustRest, type Pressure, type PressureLimits } from './intake-pressure.ts';
import type { RecordSource } from './record-source.ts';

const EVERY_MS = 500;

interface Settings {
  source: Pick<RecordSource, 'pause' | 'resume'>;
  measure: () => Promise<Pressure>;
  limits: PressureLimits;
  clock: Clock;
  log: Logger;
}

/** Lets the reading from Kafka rest while more waits behind it than the executors get done. */
export class PressureWatch {
  readonly #settings: Settings;
  readonly #stopped = new AbortController();
  #isResting = false;
  #running: Promise<void> | undefined;

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

  isResting(): boolean {
    return this.#isResting;
  }

  async #loop(): Promise<void> {
    const { clock } = this.#settings;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#look();
      await clock.sleep(EVERY_MS, signal).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { source, measure, limits, log } = this.#settings;
    // With the ledger away nothing is kept either, so there is nothing to be decided.
    const pressure = await measure().catch(() => undefined);
    if (pressure === undefined || this.#stopped.signal.aborted) return;
    const isResting = mustRest(this.#isResting, pressure, limits);
    if (isResting === this.#isResting) return;
    this.#isResting = isResting;
    if (isResting) source.pause();
    else source.resume();
    log.info({ ...pressure }, isResting ? 'reading from Kafka rests: too much waits' : 'reading from Kafka goes on');
  }
}
