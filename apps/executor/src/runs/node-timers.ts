import type { Clock } from '@aftercall/service-runtime';
import { todoOf } from './recovery.ts';
import type { Presence } from './presence.ts';
import type { RunState } from './run.ts';

/** Wakes waiting nodes of a run in memory, each at its time and once. */
export class NodeTimers {
  readonly #clock: Clock;
  readonly #presence: Presence;
  readonly #onTime: () => void;
  readonly #set = new Set<string>();

  /** @param presence - of the run in memory */
  constructor(clock: Clock, presence: Presence, onTime: () => void) {
    this.#clock = clock;
    this.#presence = presence;
    this.#onTime = onTime;
  }

  /** Sets a timer for each waiting node whose time comes before `horizonMs`. */
  set({ nodes }: RunState, horizonMs: number): void {
    const nowMs = this.#clock.now().getTime();
    for (const [key, node] of nodes) {
      const todo = todoOf(node, nowMs);
      if (todo.do !== 'wait' || todo.untilMs > horizonMs || this.#set.has(key)) continue;
      this.#set.add(key);
      void this.#clock.sleep(todo.untilMs - nowMs, this.#presence.signal).then(
        () => {
          this.#set.delete(key);
          this.#onTime();
        },
        () => undefined,
      );
    }
  }
}
