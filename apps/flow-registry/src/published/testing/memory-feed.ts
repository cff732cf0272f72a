import type { PublishedEntry } from '@aftercall/wire-format';
import { GRACE_MS, type ExecutorsSeen, type SeenExecutor } from '../executors-seen.ts';
import type { NoticeBoard } from '../notice-board.ts';
import type { EntryChange } from '../published-entry.ts';
import type { PublishedFeed } from '../published-feed.ts';

/** The feed in a map. Memory stores publish to it as PostgreSQL's stores do to the table. */
export class MemoryFeed implements PublishedFeed {
  private revision = 0;
  private readonly entries = new Map<string, PublishedEntry>();

  constructor(private readonly notices?: NoticeBoard) {}

  publish(change: EntryChange): number {
    this.revision += 1;
    this.entries.set(change.key, { key: change.key, revision: this.revision, value: change.value });
    this.notices?.post('published');
    return this.revision;
  }

  entriesAfter(revision: number): Promise<{ revision: number; entries: readonly PublishedEntry[] }> {
    const entries = [...this.entries.values()].filter((entry) => entry.revision > revision);
    return Promise.resolve({ revision: this.revision, entries: entries.sort((a, b) => a.revision - b.revision) });
  }

  revisionOf(key: string): Promise<number | undefined> {
    return Promise.resolve(this.entries.get(key)?.revision);
  }
}

/** Polls in a map, on a clock that is moved by hand. */
export class MemoryExecutorsSeen implements ExecutorsSeen {
  private polls = 0;
  private readonly seen = new Map<string, { revision: number; pollId: string; untilMs: number }>();

  constructor(
    private readonly nowMs: () => number,
    private readonly notices?: NoticeBoard,
  ) {}

  polled(poll: { executor: string; revision: number; waitMs: number }): Promise<string> {
    this.polls += 1;
    const pollId = `poll-${this.polls}`;
    this.seen.set(poll.executor, { revision: poll.revision, pollId, untilMs: this.nowMs() + poll.waitMs + GRACE_MS });
    this.notices?.post('executor-seen');
    return Promise.resolve(pollId);
  }

  ended(pollId: string): Promise<void> {
    for (const one of this.seen.values()) {
      if (one.pollId === pollId) one.untilMs = Math.min(one.untilMs, this.nowMs() + GRACE_MS);
    }
    return Promise.resolve();
  }

  connected(lateByMs = 0): Promise<readonly SeenExecutor[]> {
    const now = this.nowMs();
    const all = [...this.seen].map(([executor, { revision, untilMs }]) => ({
      executor,
      revision,
      connectedForMs: untilMs + lateByMs - now,
    }));
    return Promise.resolve(all.filter((one) => one.connectedForMs > 0));
  }
}
