import type { Clock } from '@aftercall/service-runtime';
import type { TrialProblem } from '@aftercall/wire-format';

/** How often something may be done: a burst, then one more every `everyMs`. */
export interface TrialRate {
  burst: number;
  everyMs: number;
}

/** Answers in memory at once: each may be 10 MB, several times over. */
const MAX_AT_ONCE = 16;
const MAX_WORKSPACES = 10_000;

/**
 * Bounds what authors may try, by workspace: whoever may edit has an HTTP client in our network. Counted in this process; with
 * several executors behind one address the rate is that much higher.
 */
export class TrialLimits {
  readonly #clock: Clock;
  readonly #rate: TrialRate;
  /** When a workspace's burst is whole again, in monotonic milliseconds; the longest unused first. */
  readonly #wholeAtMs = new Map<string, number>();
  #underWay = 0;

  constructor(clock: Clock, rate: TrialRate) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Does it, or says when to come again. */
  async within<Answer>(workspace: string, work: () => Promise<Answer>): Promise<Answer | { problems: [TrialProblem] }> {
    const waitMs = this.#waitMs(workspace);
    if (waitMs > 0) {
      return refused(`this workspace tries things too fast: come again in ${Math.ceil(waitMs / 1000)} s`);
    }
    if (this.#underWay >= MAX_AT_ONCE) return refused('too much is being tried at once: come again in a few seconds');
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** The generic cell rate algorithm: a bucket of tokens as one number. */
  #waitMs(workspace: string): number {
    const { burst, everyMs } = this.#rate;
    const nowMs = this.#clock.monotonicMs();
    const wholeAtMs = Math.max(this.#wholeAtMs.get(workspace) ?? nowMs, nowMs) + everyMs;
    const waitMs = wholeAtMs - nowMs - burst * everyMs;
    if (waitMs > 0) return waitMs;
    this.#wholeAtMs.delete(workspace);
    this.#wholeAtMs.set(workspace, wholeAtMs);
    const [oldest] = this.#wholeAtMs.keys();
    if (this.#wholeAtMs.size > MAX_WORKSPACES && oldest !== undefined) this.#wholeAtMs.delete(oldest);
    return 0;
  }
}

function refused(message: string): { problems: [TrialProblem] } {
  return { problems: [{ code: 'RATE_LIMITED', path: [], message }] };
}
