import { HandClock } from '@aftercall/dev-harness';
import { workspaceEntry } from './published-entry.ts';
import { FollowFeed } from './follow-feed.ts';
import { NoticeBoard } from './notice-board.ts';
import { MemoryExecutorsSeen, MemoryFeed } from './testing/memory-feed.ts';

describe('following the feed', () => {
  const parts = () => {
    const clock = new HandClock();
    const board = new NoticeBoard(clock);
    const feed = new MemoryFeed(board);
    const seen = new MemoryExecutorsSeen(() => clock.monotonicMs(), board);
    const publish = (id: string) => feed.publish(workspaceEntry({ id, name: id, createdAt: clock.now() }));
    const follow = new FollowFeed(feed, seen, board, clock);
    const poll = (after: number, waitMs = 25_000, signal = new AbortController().signal) =>
      follow.follow({ after, executor: 'e', waitMs }, signal);
    return { clock, board, seen, publish, poll };
  };

  it('answers at once when there is something new', async () => {
    const { publish, poll } = parts();
    publish('a');
    publish('b');
    expect(await poll(1)).toMatchObject({ revision: 2, entries: [{ key: 'workspace/b', revision: 2 }] });
  });

  it('answers when something is published, or with nothing when the wait is over', async () => {
    const { clock, publish, poll } = parts();
    publish('a');
    const waiting = poll(1);
    await clock.advance(24_999);
    publish('b');
    expect(await waiting).toMatchObject({ revision: 2, entries: [{ key: 'workspace/b' }] });
    const idle = poll(2);
    await clock.advance(25_000);
    expect(await idle).toEqual({ revision: 2, entries: [] });
    expect(await poll(2, 0)).toEqual({ revision: 2, entries: [] });
  });

  it('tells a reader that is ahead of the feed where the feed stands', async () => {
    const { publish, poll } = parts();
    publish('a');
    expect(await poll(9)).toEqual({ revision: 1, entries: [] });
  });

  it('notes who polls, and the end of the poll before its answer', async () => {
    const { clock, seen, publish, poll } = parts();
    const waiting = poll(0);
    await clock.advance(0);
    expect(await seen.connected()).toEqual([{ executor: 'e', revision: 0, connectedForMs: 28_000 }]);
    publish('a');
    await waiting;
    expect(await seen.connected()).toEqual([{ executor: 'e', revision: 0, connectedForMs: 3000 }]);
  });

  it('ends when the executor hangs up and when the process stops', async () => {
    const { clock, board, poll } = parts();
    const hungUp = new AbortController();
    const waiting = poll(0, 25_000, hungUp.signal);
    await clock.advance(1);
    hungUp.abort();
    expect(await waiting).toEqual({ revision: 0, entries: [] });
    const stopped = poll(0);
    await clock.advance(1);
    board.close();
    expect(await stopped).toEqual({ revision: 0, entries: [] });
    expect(clock.sleeperCount).toBe(0);
  });
});
