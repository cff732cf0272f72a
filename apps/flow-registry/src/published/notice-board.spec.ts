import { HandClock } from '@aftercall/dev-harness';
import { NoticeBoard } from './notice-board.ts';

describe('a notice board', () => {
  const parts = () => {
    const clock = new HandClock();
    return { clock, board: new NoticeBoard(clock) };
  };

  it('wakes those who wait for a topic, and leaves the others', async () => {
    const { clock, board } = parts();
    const published = board.changed('published', 0, { forMs: 1000 });
    let isSeen = false;
    const seen = board.changed('executor-seen', 0, { forMs: 1000 }).then(() => (isSeen = true));
    board.post('published');
    await published;
    expect(isSeen).toBe(false);
    await clock.advance(1000);
    await seen;
    expect(clock.sleeperCount).toBe(0);
  });

  it('lets nobody wait for what happened between looking and waiting', async () => {
    const { board } = parts();
    const count = board.count('published');
    board.post('published');
    await board.changed('published', count, { forMs: 1_000_000 });
  });

  it('stops waiting when the caller does, and when the process does', async () => {
    const { clock, board } = parts();
    const caller = new AbortController();
    const waiting = board.changed('published', 0, { forMs: 1_000_000, signal: caller.signal });
    caller.abort();
    await waiting;
    const stopped = board.changed('published', 0, { forMs: 1_000_000 });
    board.close();
    await stopped;
    await board.changed('published', board.count('published'), { forMs: 1_000_000 });
    expect([board.isStopping, clock.sleeperCount]).toEqual([true, 0]);
  });
});
