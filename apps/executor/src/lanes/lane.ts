import type { Clock } from '@aftercall/service-runtime';
import type { Circuit, Health } from './circuit.ts';
import { FairQueue } from './fair-queue.ts';

/** How much a lane takes. */
export interface LaneLimits {
  /** Requests on their way at once. */
  maxRunning: number;
  /** Requests that wait here for their turn; what comes on top waits in the ledger. */
  maxQueued: number;
  /** Longest wait for a turn: credentials are made ready before it and must not get stale. */
  maxQueueMs: number;
}

/**
 * Sixteen times as many wait as run: what half of the queue holds is more than one claim of due runs brings, so a claim is
 * not turned away again; and it is a few megabytes at most.
 */
export function usualLimits(maxRunning: number): LaneLimits {
  return { maxRunning, maxQueued: 16 * maxRunning, maxQueueMs: 10_000 };
}

/** What the work of a lane brings back: its result, and what it says of the target. */
export interface Ran<Result> {
  result: Result;
  health: Health;
}

/** `full`, `open` and `aborted`: the work was not begun. */
export type LaneOutcome<Result> =
  | { kind: 'ran'; result: Result }
  | { kind: 'full'; retryAfterMs: number }
  | { kind: 'open'; retryAfterMs: number }
  | { kind: 'aborted' };

/** What was turned away waits in the ledger, where nobody takes it while its lane is full: it need not rest on top. */
const FULL_WAIT_MS = 100;

/** Who wants a place. */
export interface LaneRequest {
  signal: AbortSignal;
  /** It was tried before: while live requests wait too, they go first four times of five. */
  isRetry: boolean;
}

/** What becomes of somebody who wants a place. */
type Place = 'taken' | 'full' | 'aborted';

interface Waiter {
  sinceMs: number;
  /** Called once, by whoever took the waiter out of the queue. */
  end: (how: Place) => void;
}

/** The only way to a target: so many requests at once, a short queue in order of arrival, and the target's circuit. */
export class Lane {
  readonly #limits: LaneLimits;
  readonly #circuit: Circuit;
  readonly #clock: Clock;
  readonly #onRoom: () => void;
  readonly #queue = new FairQueue<Waiter>();
  #isWatching = false;
  #runningCount = 0;
  #hasTurnedAway = false;

  /** @param onRoom - called when half of the queue is free again after somebody was turned away */
  constructor(limits: LaneLimits, circuit: Circuit, clock: Clock, onRoom: () => void = () => undefined) {
    this.#onRoom = onRoom;
    this.#limits = limits;
    this.#circuit = circuit;
    this.#clock = clock;
  }

  /** True while a retry would be turned away at once: what waits in the ledger are retries. */
  isFull(): boolean {
    return this.#circuit.isOpen() || (!this.#hasPlace() && !this.#mayWait(true));
  }

  isIdle(): boolean {
    return this.#runningCount === 0 && this.#queue.size === 0;
  }

  run<Result>({ signal, isRetry }: LaneRequest, work: () => Promise<Ran<Result>>): Promise<LaneOutcome<Result>> {
    const place = this.#place(signal, isRetry);
    // Most find a place at once.
    return place === 'taken' ? this.#runInPlace(work) : this.#runAfter(place, work);
  }

  async #runAfter<Result>(
    asked: Place | Promise<Place>,
    work: () => Promise<Ran<Result>>,
  ): Promise<LaneOutcome<Result>> {
    const place = await asked;
    if (place === 'taken') return this.#runInPlace(work);
    return place === 'aborted' ? { kind: 'aborted' } : { kind: 'full', retryAfterMs: FULL_WAIT_MS };
  }

  async #runInPlace<Result>(work: () => Promise<Ran<Result>>): Promise<LaneOutcome<Result>> {
    try {
      const admission = this.#circuit.admit();
      if (admission.isOpen) return { kind: 'open', retryAfterMs: admission.retryAfterMs };
      let health: Health = 'none';
      try {
        const ran = await work();
        health = ran.health;
        return { kind: 'ran', result: ran.result };
      } finally {
        const noted = admission.report(health);
        if (noted !== undefined) await noted;
      }
    } finally {
      this.#leave();
    }
  }

  #hasPlace(): boolean {
    return this.#runningCount < this.#limits.maxRunning;
  }

  /** Retries never fill more than half of the queue: a live request finds a place there. */
  #mayWait(isRetry: boolean): boolean {
    const { maxQueued } = this.#limits;
    return this.#queue.size < maxQueued && (!isRetry || this.#queue.retryCount < maxQueued / 2);
  }

  #place(signal: AbortSignal, isRetry: boolean): Place | Promise<Place> {
    if (signal.aborted) return 'aborted';
    // Behind an open circuit there is nothing to wait for: taken at once, and refused by the circuit.
    if (this.#hasPlace() || this.#circuit.isOpen()) return this.#take();
    if (!this.#mayWait(isRetry)) {
      this.#hasTurnedAway = true;
      return 'full';
    }
    return this.#wait(signal, isRetry);
  }

  /** One timer serves the whole queue: everybody waits equally long, so who has waited longest is the first to give up. */
  #wait(signal: AbortSignal, isRetry: boolean): Promise<Place> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        sinceMs: this.#clock.monotonicMs(),
        end: (how) => {
          signal.removeEventListener('abort', giveUp);
          resolve(how);
        },
      };
      const giveUp = (): void => {
        this.#queue.remove(waiter);
        waiter.end('aborted');
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.push(waiter, isRetry);
      if (!this.#isWatching) void this.#watchQueue();
    });
  }

  async #watchQueue(): Promise<void> {
    this.#isWatching = true;
    for (let first = this.#longestWaiting(); first !== undefined; first = this.#longestWaiting()) {
      const leftMs = first.sinceMs + this.#limits.maxQueueMs - this.#clock.monotonicMs();
      // Not cut short when the queue is empty sooner: at saturation that is hundreds of times a second.
      if (leftMs > 0) await this.#clock.sleep(leftMs);
      else {
        this.#queue.remove(first);
        first.end('full');
      }
    }
    this.#isWatching = false;
  }

  #longestWaiting(): Waiter | undefined {
    const [live, retry] = this.#queue.firsts();
    return live === undefined || retry === undefined || live.sinceMs <= retry.sinceMs ? live : retry;
  }

  /** A place is handed over, not given back, while somebody waits: nobody can slip in between. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#runningCount -= 1;
    else next.end('taken');
    if (this.#hasTurnedAway && this.#queue.size <= this.#limits.maxQueued / 2) {
      this.#hasTurnedAway = false;
      this.#onRoom();
    }
  }

  #take(): 'taken' {
    this.#runningCount += 1;
    return 'taken';
  }
}
