import type { Clock } from '@aftercall/service-runtime';
import type { Outcome } from '../problems/problem.ts';
import { FORGOTTEN_AFTER_MS, type ExecutorsSeen } from './executors-seen.ts';
import type { NoticeBoard } from './notice-board.ts';

/** How far a change has come: connected executors, and those of them that have it. */
export interface Spread {
  executors: number;
  seen: number;
}

/** A slow executor holds a mutation no longer than this; it catches up by itself. */
const PATIENCE_MS = 2000;

/**
 * So long after its start a registry does not take an executor's absence for its end: it was away itself, and executors ask
 * every second whether it is back. Nobody waits for one that has gone for good, but in this time.
 */
const RETURN_MS = 3000;

/** Knows which executors have which revision of the feed. */
export class LiveOn {
  private readonly returnedMs: number;

  /** Made when the registry starts. */
  constructor(
    private readonly seen: ExecutorsSeen,
    private readonly notices: NoticeBoard,
    private readonly clock: Clock,
  ) {
    this.returnedMs = clock.monotonicMs() + RETURN_MS;
  }

  /**
   * Passes an outcome on once every connected executor has its revision, or after 2 s: so that a call sent right after the
   * answer is heard. Just after the start this includes those that are still on their way back.
   */
  async settled<T>(outcome: Outcome<T>): Promise<Outcome<T>> {
    if (outcome.ok && outcome.revision !== undefined) await this.waitFor(outcome.revision);
    return outcome;
  }

  async spreadOf(revision: number): Promise<Spread> {
    const connected = await this.seen.connected();
    return { executors: connected.length, seen: connected.filter((one) => one.revision >= revision).length };
  }

  private async waitFor(revision: number): Promise<void> {
    const deadlineMs = this.clock.monotonicMs() + PATIENCE_MS;
    for (;;) {
      const count = this.notices.count('executor-seen');
      const returnMs = Math.max(0, this.returnedMs - this.clock.monotonicMs());
      const known = await this.seen.connected(returnMs > 0 ? FORGOTTEN_AFTER_MS : 0);
      const behind = known.filter((one) => one.revision < revision);
      const leftMs = deadlineMs - this.clock.monotonicMs();
      if (behind.length === 0 || leftMs <= 0 || this.notices.isStopping) return;
      // One that stays away stops counting by itself, without a notice.
      const nextGoneMs = returnMs > 0 ? returnMs : Math.min(...behind.map((one) => one.connectedForMs));
      await this.notices.changed('executor-seen', count, { forMs: Math.max(1, Math.min(leftMs, nextGoneMs)) });
    }
  }
}
