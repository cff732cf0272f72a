import { systemClock } from '../time/clock.ts';
import type { Clock } from '../time/clock.ts';

/** What an ops endpoint answers: good, or what is wrong by the name of the check. */
export interface HealthReport {
  readonly ok: boolean;
  readonly failing: Readonly<Record<string, string>>;
}

/** Says what is missing, or undefined when all is well. */
export type ReadyCheck = () => Promise<string | undefined>;

/** A probe gives up after a few seconds; a check that hangs must not make the probe hang too. */
const checkTimeoutMs = 2000;

/**
 * The state of one process, for its orchestrator.
 *
 * - *started*: `setStarted()` was called; before it nothing else is asked.
 * - *live*: the process can still make progress. Once `beat()` was called, it must be called again within
 *   `beatWithinMs`; a process that never beats is live. Failing means: restart me.
 * - *ready*: started, not draining, every check content. Failing means: send nothing here for now.
 */
export class Health {
  readonly #clock: Clock;
  readonly #beatWithinMs: number;
  readonly #checks = new Map<string, ReadyCheck>();
  #started = false;
  #draining = false;
  #lastBeatMs: number | undefined;

  constructor({ clock = systemClock, beatWithinMs = 60_000 }: { clock?: Clock; beatWithinMs?: number } = {}) {
    this.#clock = clock;
    this.#beatWithinMs = beatWithinMs;
  }

  /** Every part has started. */
  setStarted(): void {
    this.#started = true;
  }

  /** The process is asked to stop: it finishes what it has and takes nothing new. For good. */
  setDraining(): void {
    this.#draining = true;
  }

  /** Adds or replaces the check of this name. What it throws is a failure by its message. */
  addReadyCheck(name: string, check: ReadyCheck): void {
    this.#checks.set(name, check);
  }

  /** The main loop went round once more. */
  beat(): void {
    this.#lastBeatMs = this.#clock.monotonicMs();
  }

  /** For `/startupz`. */
  startup(): HealthReport {
    return report(this.#started ? {} : { start: 'not finished' });
  }

  /** For `/livez`. */
  live(): HealthReport {
    if (this.#lastBeatMs === undefined) return report({});
    const silentMs = this.#clock.monotonicMs() - this.#lastBeatMs;
    return report(silentMs <= this.#beatWithinMs ? {} : { loop: `no beat for ${String(Math.round(silentMs))} ms` });
  }

  /** For `/readyz`: all checks at once, each within 2 s. */
  async ready(): Promise<HealthReport> {
    if (!this.#started) return this.startup();
    if (this.#draining) return report({ process: 'draining' });
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await this.#outcomeOf(check)] as const),
    );
    return report(Object.fromEntries(results.filter((result): result is [string, string] => result[1] !== undefined)));
  }

  async #outcomeOf(check: ReadyCheck): Promise<string | undefined> {
    const answered = new AbortController();
    const tooLate = this.#clock.sleep(checkTimeoutMs, answered.signal).then(
      () => `no answer within ${String(checkTimeoutMs)} ms`,
      () => undefined,
    );
    try {
      return await Promise.race([check(), tooLate]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      answered.abort();
    }
  }
}

function report(failing: Record<string, string>): HealthReport {
  return { ok: Object.keys(failing).length === 0, failing };
}
