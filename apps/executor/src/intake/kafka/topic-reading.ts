import type { Clock, Logger } from '@aftercall/service-runtime';
import type { Kafka } from 'kafkajs';
import type { PartitionLag, RecordReader } from '../record-source.ts';
import { ConsumerSession } from './consumer-session.ts';
import { judgeFailure, type Failure } from './judge-failure.ts';

const FIRST_REST_MS = 250;
const LONGEST_REST_MS = 5000;
/** So many consumers in a row that failed for no reason of Kafka's: another process may do better. */
const MAX_DEFECTS = 5;
/** How long one must last for the next failure not to count as one more in a row. */
const STEADY_MS = 30_000;

interface Settings {
  kafka: Kafka;
  topic: string;
  groupId: string;
  sessionTimeoutMs: number;
  clock: Clock;
  log: Logger;
  onBroken: (error: Error) => void;
}

/**
 * Reads one topic for as long as the process lives, by one consumer after another: a consumer that failed is not trusted
 * again, because kafkajs keeps state of topics that were deleted and of connections that are gone.
 */
export class TopicReading {
  readonly #settings: Settings;
  readonly #stopped = new AbortController();
  #session: ConsumerSession | undefined;
  #running: Promise<void> | undefined;
  #isPaused = false;
  #failure: Failure | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(reader: RecordReader): void {
    this.#running ??= this.#loop(reader);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#session?.stop();
    await this.#running;
  }

  pause(): void {
    this.#isPaused = true;
    this.#session?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#session?.resume();
  }

  lags(): PartitionLag[] {
    return this.#session?.lags() ?? [];
  }

  /** What only an operator can mend. That the brokers are away is no such thing: calls still come by HTTP. */
  findProblem(): string | undefined {
    return this.#failure?.kind === 'refused' ? this.#failure.says : undefined;
  }

  async #loop(reader: RecordReader): Promise<void> {
    const { clock, onBroken } = this.#settings;
    let failures = 0;
    let defects = 0;
    while (!this.#isStopped()) {
      const began = clock.monotonicMs();
      const failure = await this.#readOnce(reader);
      if (failure === undefined || this.#isStopped()) continue;
      failures = clock.monotonicMs() - began > STEADY_MS ? 1 : failures + 1;
      defects = failure.kind === 'defect' ? defects + 1 : 0;
      if (defects >= MAX_DEFECTS) {
        onBroken(failure.error);
        return;
      }
      const restMs = Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
      await clock.sleep(restMs, this.#stopped.signal).catch(() => undefined);
    }
  }

  /** One consumer, from its first connection to its end. */
  async #readOnce(reader: RecordReader): Promise<Failure | undefined> {
    const session = new ConsumerSession({
      ...this.#settings,
      reader,
      isPaused: this.#isPaused,
      onReading: () => {
        this.#sayRecovered();
      },
    });
    this.#session = session;
    try {
      const error = await session.run();
      return error === undefined ? undefined : this.#sayFailed(error);
    } finally {
      this.#session = undefined;
    }
  }

  /** Said once for each kind of failure in a row, not at each new try. */
  #sayFailed(error: Error): Failure {
    const { log, topic } = this.#settings;
    const failure = judgeFailure(error, topic);
    if (failure.kind === 'defect' || failure.says !== this.#failure?.says) {
      log[failure.kind === 'away' ? 'warn' : 'error']({ topic, error }, failure.says);
    }
    this.#failure = failure;
    return failure;
  }

  #sayRecovered(): void {
    const { log, topic } = this.#settings;
    if (this.#failure !== undefined) log.info({ topic }, 'the topic is read again');
    this.#failure = undefined;
  }

  #isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }
}
