import { HandClock } from '@aftercall/dev-harness';
import type { Outcome } from '../problems/problem.ts';
import { LiveOn } from './live-on.ts';
import { NoticeBoard } from './notice-board.ts';
import { MemoryExecutorsSeen } from './testing/memory-feed.ts';

describe('waiting for executors', () => {
  const parts = () => {
    const clock = new HandClock();
    const board = new NoticeBoard(clock);
    const seen = new MemoryExecutorsSeen(() => clock.monotonicMs(), board);
    return { clock, board, seen, liveOn: new LiveOn(seen, board, clock) };
  };
  /** Whether a wait is over, after everything that was ready has run. */
  const watched = (waiting: Promise<unknown>): { isOver: boolean } => {
    const state = { isOver: false };
    void waiting.then(() => (state.isOver = true));
    return state;
  };
  const change: Outcome<string> = { ok: true, value: 'x', revision: 5 };

  it('passes on at once what executors need not know, and what nobody is there to know', async () => {
    const { seen, liveOn } = parts();
    expect(await liveOn.settled(change)).toBe(change);
    await seen.polled({ executor: 'behind', revision: 4, waitMs: 25_000 });
    const refused: Outcome<string> = { ok: false, problems: [] };
    expect(await liveOn.settled(refused)).toBe(refused);
    expect(await liveOn.settled({ ok: true, value: 'x' })).toEqual({ ok: true, value: 'x' });
  });

  it('waits until the last connected executor has it', async () => {
    const { clock, seen, liveOn } = parts();
    await seen.polled({ executor: 'one', revision: 4, waitMs: 25_000 });
    await seen.polled({ executor: 'two', revision: 4, waitMs: 25_000 });
    const state = watched(liveOn.settled(change));
    await seen.polled({ executor: 'one', revision: 5, waitMs: 25_000 });
    await clock.advance(10);
    expect(state.isOver).toBe(false);
    expect(await liveOn.spreadOf(5)).toEqual({ executors: 2, seen: 1 });
    await seen.polled({ executor: 'two', revision: 6, waitMs: 25_000 });
    await clock.advance(0);
    expect(state.isOver).toBe(true);
    expect(await liveOn.spreadOf(5)).toEqual({ executors: 2, seen: 2 });
  });

  it('gives up after 2 s', async () => {
    const { clock, seen, liveOn } = parts();
    await seen.polled({ executor: 'slow', revision: 4, waitMs: 25_000 });
    const state = watched(liveOn.settled(change));
    await clock.advance(1999);
    expect(state.isOver).toBe(false);
    await clock.advance(1);
    expect(state.isOver).toBe(true);
  });

  it('waits no longer for one that has gone', async () => {
    const { clock, seen, liveOn } = parts();
    await clock.advance(3000);
    await seen.ended(await seen.polled({ executor: 'gone', revision: 4, waitMs: 0 }));
    await clock.advance(2000);
    const state = watched(liveOn.settled(change));
    await clock.advance(1000);
    expect(state.isOver).toBe(true);
  });

  it('just after the start waits for those that are on their way back', async () => {
    const { clock, board, seen } = parts();
    await seen.polled({ executor: 'back soon', revision: 4, waitMs: 0 });
    await clock.advance(60_000);
    const restarted = new LiveOn(seen, board, clock);
    const state = watched(restarted.settled(change));
    await clock.advance(900);
    expect(state.isOver).toBe(false);
    await seen.polled({ executor: 'back soon', revision: 4, waitMs: 25_000 });
    await clock.advance(1);
    expect(state.isOver).toBe(false);
    await seen.polled({ executor: 'back soon', revision: 5, waitMs: 25_000 });
    await clock.advance(1);
    expect(state.isOver).toBe(true);
  });

  it('waits for nobody who has gone for good once those that are there had time to come back', async () => {
    const { clock, board, seen } = parts();
    await seen.polled({ executor: 'gone', revision: 4, waitMs: 0 });
    await clock.advance(60_000);
    const restarted = new LiveOn(seen, board, clock);
    await clock.advance(2000);
    const early = watched(restarted.settled(change));
    await clock.advance(999);
    expect(early.isOver).toBe(false);
    await clock.advance(1);
    expect(early.isOver).toBe(true);
    expect(await restarted.spreadOf(5)).toEqual({ executors: 0, seen: 0 });
    await restarted.settled(change);
  });

  it('holds nobody up when the process stops', async () => {
    const { clock, board, seen, liveOn } = parts();
    await seen.polled({ executor: 'slow', revision: 4, waitMs: 25_000 });
    const state = watched(liveOn.settled(change));
    await clock.advance(1);
    board.close();
    await clock.advance(0);
    expect(state.isOver).toBe(true);
  });
});
