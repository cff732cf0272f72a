import type { Clock } from '@aftercall/service-runtime';
import type { PublishedFlowsAnswer, PublishedFlowsQuery } from '@aftercall/wire-format';
import type { ExecutorsSeen } from './executors-seen.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { PublishedFeed } from './published-feed.ts';

/** Answers an executor's poll: at once when there is something new, else when there is, at the latest after its wait. */
export class FollowFeed {
  constructor(
    private readonly feed: PublishedFeed,
    private readonly seen: ExecutorsSeen,
    private readonly notices: NoticeBoard,
    private readonly clock: Clock,
  ) {}

  /** `signal`: the executor has hung up. */
  async follow(query: PublishedFlowsQuery, signal: AbortSignal): Promise<PublishedFlowsAnswer> {
    const pollId = await this.seen.polled({ executor: query.executor, revision: query.after, waitMs: query.waitMs });
    try {
      return await this.wait(query, signal);
    } finally {
      await this.seen.ended(pollId);
    }
  }

  private async wait(query: PublishedFlowsQuery, signal: AbortSignal): Promise<PublishedFlowsAnswer> {
    const deadlineMs = this.clock.monotonicMs() + query.waitMs;
    for (;;) {
      const count = this.notices.count('published');
      const { revision, entries } = await this.feed.entriesAfter(query.after);
      const leftMs = deadlineMs - this.clock.monotonicMs();
      // Another revision without entries: the database went back to a backup, which the executor must hear.
      const isNews = revision !== query.after;
      if (isNews || leftMs <= 0 || signal.aborted || this.notices.isStopping)
        return { revision, entries: [...entries] };
      await this.notices.changed('published', count, { forMs: leftMs, signal });
    }
  }
}
