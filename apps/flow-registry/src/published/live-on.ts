import type { Clock } from '@aftercall/service-runtime';
import type { Outcome } from '../problems/problem.ts';
import type { ExecutorsSeen } from './executors-seen.ts';
import type { NoticeBoard } from './notice-board.ts';

/** How far a change has come: connected executors, and those of them that have it. */
export interface Spread {
  executors: number;
  seen: number;
}

/** A slow executor holds a mutation no longer than this; it catches up by itself. */
const PATIENCE_MS = 2000;

/** Knows which executors have which revision of the feed. */
export class LiveOn {
  constructor(
    private readonly seen: ExecutorsSeen,
    private readonly notices: NoticeBoard,
    private readonly clock: Clock,
  ) {}

  /**
   * Passes an outcome on once every connected executor has its revision, or after 2 s: so that a call sent right after the
   * answer is heard.
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
      const behind = (await this.seen.connected()).filter((one) => one.revision < revision);
      const leftMs = deadlineMs - this.clock.monotonicMs();
      if (behind.length === 0 || leftMs <= 0 || this.notices.isStopping) return;
      // One that stays away stops counting by itself, without a notice.
      const nextGoneMs = Math.min(...behind.map((one) => one.connectedForMs));
      await this.notices.changed('executor-seen', count, { forMs: Math.max(1, Math.min(leftMs, nextGoneMs)) });
    }
  }
}
