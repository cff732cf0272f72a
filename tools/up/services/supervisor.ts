import { setTimeout as delay } from 'node:timers/promises';
import { UpProblem } from '../problem.ts';
import type { Say } from '../say.ts';
import { awaitReady, endOf } from './await-ready.ts';
import { ServiceProcess } from './service-process.ts';
import type { ServicePlan } from './service-process.ts';

/** How long things may take. Tests shorten them. */
export interface SupervisorTimes {
  readonly readyDeadlineMs: number;
  /** Longer than the executor's own drain (20 s). */
  readonly stopPatienceMs: number;
  /** Doubles with each death in a row, up to `longestBackOffMs`. */
  readonly firstBackOffMs: number;
  readonly longestBackOffMs: number;
  /** A service that lived so long begins again with the first back-off. */
  readonly steadyAfterMs: number;
}

const usualTimes: SupervisorTimes = {
  readyDeadlineMs: 60_000,
  stopPatienceMs: 25_000,
  firstBackOffMs: 500,
  longestBackOffMs: 15_000,
  steadyAfterMs: 30_000,
};

/** What a supervisor needs from whoever runs it. */
export interface SupervisorOptions {
  readonly say: Say;
  /** One line that a service wrote. */
  readonly onLine: (service: string, line: string) => void;
  /** A process came or went. */
  readonly onChange: () => void;
  readonly times?: Partial<SupervisorTimes>;
}

/**
 * Keeps one service running. States: *stopped* (wanted or not yet started), *running* (its process lives), *waiting*
 * (it died and is started again after the back-off). `start` moves from stopped to running, `stop` from any state to
 * stopped; a death moves from running to waiting, the end of the back-off from waiting to running.
 */
export class Supervised {
  readonly #plan: ServicePlan;
  readonly #options: SupervisorOptions;
  readonly #times: SupervisorTimes;
  #process: ServiceProcess | undefined;
  #deaths = 0;
  /** Aborted by `stop`: ends waiting for readiness and for the back-off. */
  #wanted: AbortController | undefined;

  constructor(plan: ServicePlan, options: SupervisorOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#times = { ...usualTimes, ...options.times };
  }

  get name(): string {
    return this.#plan.name;
  }

  /** Its process id, or null when it does not run. */
  get pid(): number | null {
    return this.#process === undefined || this.#process.end !== undefined ? null : this.#process.pid;
  }

  get isWanted(): boolean {
    return this.#wanted !== undefined;
  }

  /**
   * Starts it and waits until it is ready. From then on it is started again whenever it dies.
   * @throws UpProblem when it does not become ready; it is stopped then
   */
  async start(): Promise<void> {
    const wanted = new AbortController();
    this.#wanted = wanted;
    this.#deaths = 0;
    try {
      const life = await this.#launch(wanted.signal);
      this.#watch(life, wanted.signal);
    } catch (error) {
      if (!wanted.signal.aborted) await this.stop();
      throw error;
    }
  }

  /** Stops it and leaves it stopped. */
  async stop(): Promise<void> {
    this.#wanted?.abort(new UpProblem(`${this.name} was stopped before it was ready`));
    this.#wanted = undefined;
    await this.#process?.stop(this.#times.stopPatienceMs);
  }

  /** Ends it at once, while it starts, runs or stops. */
  kill(): void {
    this.#wanted?.abort(new UpProblem(`${this.name} was stopped before it was ready`));
    this.#wanted = undefined;
    this.#process?.kill();
  }

  async #launch(signal: AbortSignal): Promise<ServiceProcess> {
    const life = new ServiceProcess(this.#plan, (line) => this.#options.onLine(this.name, line));
    this.#process = life;
    this.#options.onChange();
    void life.ended.then(() => this.#options.onChange());
    const { readyUrl: url } = this.#plan;
    await awaitReady(life, { name: this.name, url, deadlineMs: this.#times.readyDeadlineMs, signal });
    return life;
  }

  #watch(life: ServiceProcess, signal: AbortSignal): void {
    const beganMs = performance.now();
    void life.ended.then(async () => {
      if (signal.aborted) return;
      if (performance.now() - beganMs >= this.#times.steadyAfterMs) this.#deaths = 0;
      await this.#startAgain(life, signal);
    });
  }

  async #startAgain(dead: ServiceProcess, signal: AbortSignal): Promise<void> {
    const { say } = this.#options;
    for (let last = dead; ;) {
      const backOffMs = Math.min(this.#times.firstBackOffMs * 2 ** this.#deaths, this.#times.longestBackOffMs);
      this.#deaths += 1;
      say.warn(`${this.name} ended (${endOf(last)}); starting it again in ${String(backOffMs / 1000)} s`);
      try {
        await delay(backOffMs, undefined, { signal });
        const life = await this.#launch(signal);
        say.line(`${this.name} is back as process ${String(life.pid)}`);
        this.#watch(life, signal);
        return;
      } catch (error) {
        if (signal.aborted || this.#process === undefined) return;
        last = this.#process;
        if (last.end === undefined) say.warn((error as Error).message);
        await last.stop(this.#times.stopPatienceMs);
      }
    }
  }
}
