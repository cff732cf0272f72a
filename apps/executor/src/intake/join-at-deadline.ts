import type { Clock, Logger } from '@aftercall/service-runtime';
import { PacedLoop } from '../runs/paced-loop.ts';
import type { RunStarter } from '../runs/run-starter.ts';
import type { WaitingCalls } from './waiting-calls.ts';

const EVERY_MS = 1000;
const MAX_AT_ONCE = 100;
/** Analyses wait for a day, so it matters little when that is noticed. */
const GIVE_UP_EVERY_MS = 600_000;

interface Settings {
  calls: WaitingCalls;
  runs: RunStarter;
  clock: Clock;
  log: Logger;
  random: () => number;
}

/** Begins the runs of calls whose analysis does not come. */
export class JoinAtDeadline {
  readonly #settings: Settings;
  readonly #loop: PacedLoop;
  #gaveUpAtMs = Number.NEGATIVE_INFINITY;

  constructor(settings: Settings) {
    this.#settings = settings;
    const { clock, random, log } = settings;
    const onError = (error: unknown): void => {
      log.warn({ error }, 'calls that wait for their analysis could not be looked for');
    };
    this.#loop = new PacedLoop({ clock, random, onError, turn: () => this.#openDue() });
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #openDue(): Promise<number> {
    const { calls, runs, clock } = this.#settings;
    const owner = runs.ownerOfNew();
    const opened = await calls.openDue(MAX_AT_ONCE, owner);
    runs.begin(opened.openings, owner);
    if (clock.monotonicMs() - this.#gaveUpAtMs >= GIVE_UP_EVERY_MS) {
      this.#gaveUpAtMs = clock.monotonicMs();
      await calls.giveUpAnalyses();
    }
    return opened.calls === MAX_AT_ONCE ? 0 : EVERY_MS;
  }
}
