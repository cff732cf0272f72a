import type { Clock } from '@aftercall/service-runtime';
import { todoOf } from './recovery.ts';
import type { RunState } from './run.ts';

/** Wakes waiting nodes of a run in memory, each at its time and once. */
export class NodeTimers {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #onTime: () => void;
  readonly #set = new Set<string>();

  /** @param signal - aborted when the run leaves memory */
  constructor(clock: Clock, signal: AbortSignal, onTime: () => void) {
    this.#clock = clock;
    this.#signal = signal;
    this.#onTime = onTime;
  }

  /** Sets a timer for each waiting node whose time comes before `horizonMs`. */
  set({ nodes }: RunState, horizonMs: number): void {
    const nowMs = this.#clock.now().getTime();
    for (const [key, node] of nodes) {
      const todo = todoOf(node, nowMs);
      if (todo.do !== 'wait' || todo.untilMs > horizonMs || this.#set.has(key)) continue;
      this.#set.add(key);
      void this.#clock.sleep(todo.untilMs - nowMs, this.#signal).then(
        () => {
          this.#set.delete(key);
          this.#onTime();
        },
        () => undefined,
      );
    }
  }
}
