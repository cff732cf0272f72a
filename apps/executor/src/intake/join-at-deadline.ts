import type { Clock, Logger } from '@aftercall/service-runtime';
import { PacedLoop } from '../runs/paced-loop.ts';
import type { RunStarter } from '../runs/run-starter.ts';
import type { WaitingCalls } from './waiting-calls.ts';

const EVERY_MS = 1000;
const MAX_AT_ONCE = 100;
/** Events that an older executor kept unread: there are some while a new release is rolled out. */
const UNREAD_EVERY_MS = 5000;
/** Analyses wait for a day, so it matters little when that is noticed. */
const GIVE_UP_EVERY_MS = 600_000;

interface Settings {
  calls: WaitingCalls;
  runs: RunStarter;
  clock: Clock;
  log: Logger;
  random: () => number;
}

/** Begins the runs of calls whose analysis does not come, and of those that an older executor could not judge. */
export class JoinAtDeadline {
  readonly #settings: Settings;
  readonly #loop: PacedLoop;
  #gaveUpAtMs = Number.NEGATIVE_INFINITY;
  #readAtMs = Number.NEGATIVE_INFINITY;

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
    await this.#judgeUnread();
    if (clock.monotonicMs() - this.#gaveUpAtMs >= GIVE_UP_EVERY_MS) {
      this.#gaveUpAtMs = clock.monotonicMs();
      await calls.giveUpAnalyses();
    }
    return opened.calls === MAX_AT_ONCE ? 0 : EVERY_MS;
  }

  async #judgeUnread(): Promise<void> {
    const { calls, runs, clock } = this.#settings;
    if (clock.monotonicMs() - this.#readAtMs < UNREAD_EVERY_MS) return;
    const owner = runs.ownerOfNew();
    const judged = await calls.judgeUnread(MAX_AT_ONCE, owner);
    runs.begin(judged.openings, owner);
    // Where some were found there may be more: they are looked for in the next turn.
    if (judged.calls === 0) this.#readAtMs = clock.monotonicMs();
  }
}
