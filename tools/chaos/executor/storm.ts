import type { Stage } from '../stage/stage.ts';
import type { Fleet } from './fleet.ts';
import type { Fault, PlannedFault } from './storm-plan.ts';
import type { UnrulyTarget } from './unruly-target.ts';

export interface DoneFault {
  atMs: number;
  what: string;
}

interface Settings {
  stage: Stage;
  fleet: Fleet;
  target: UnrulyTarget;
  signal: AbortSignal;
  say: (line: string) => void;
}

/** Does what was planned, and remembers when it was done. */
export class Storm {
  readonly done: DoneFault[] = [];
  readonly #settings: Settings;
  readonly #lasting = new Set<Promise<void>>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Resolves when all is done and whoever stood still goes on. */
  async run(plan: readonly PlannedFault[]): Promise<void> {
    const began = performance.now();
    for (const { atMs, fault } of plan) {
      await sleep(Math.max(0, began + atMs - performance.now()), this.#settings.signal);
      if (this.#settings.signal.aborted) break;
      this.#settings.say(`${(atMs / 1000).toFixed(1).padStart(6)} s  ${fault.what}`);
      this.done.push({ atMs: Date.now(), what: fault.what });
      await this.#do(fault);
    }
    await Promise.all(this.#lasting);
  }

  async #do(fault: Fault): Promise<void> {
    const { stage, fleet, target } = this.#settings;
    switch (fault.what) {
      case 'kill an executor':
        return fleet.kill(fault.nth);
      case 'replace an executor in order':
        this.#last(fleet.replace(fault.nth));
        return;
      case 'stop an executor past its lease':
        this.#last(fleet.pause(fault.nth, fault.forMs));
        return;
      case 'let the target hang':
        this.#last(this.#hang(target, fault.forMs));
        return;
      case 'kill PostgreSQL':
        return stage.restartPostgres('killed');
      case 'restart PostgreSQL':
        return stage.restartPostgres('in order');
      case 'kill the broker':
        return stage.restartKafka('killed');
      case 'restart the broker':
        return stage.restartKafka('in order');
      case 'kill the vault':
        return stage.killVault();
      default:
        fault satisfies never;
    }
  }

  #last(lasting: Promise<void>): void {
    this.#lasting.add(lasting);
    void lasting.finally(() => this.#lasting.delete(lasting)).catch(() => undefined);
  }

  async #hang(target: UnrulyTarget, forMs: number): Promise<void> {
    target.mood = 'hanging';
    await sleep(forMs, this.#settings.signal);
    target.mood = 'unruly';
  }
}

/** Ends early, and without an error, when the signal says so. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) {
      done();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
