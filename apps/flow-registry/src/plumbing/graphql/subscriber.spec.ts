import { HandClock } from '@aftercall/dev-harness';
import { MAX_WAITING, Subscriber } from './subscriber.ts';
import { Turns } from './turns.ts';

describe('a subscriber', () => {
  const make = () => {
    const sent: string[] = [];
    const state: { take: (() => void) | undefined; ended: number } = { take: undefined, ended: 0 };
    const subscriber = new Subscriber(
      (payload) =>
        new Promise((taken) => {
          sent.push(payload.toString());
          state.take = taken;
        }),
      () => {
        state.ended += 1;
      },
    );
    const put = (count: number): void => {
      for (let index = 0; index < count; index += 1) subscriber.put(Buffer.from(`p${index}`));
    };
    return { sent, state, subscriber, put };
  };

  it('is sent one payload after the other, each when the last is on its way', async () => {
    const { sent, state, put } = make();
    put(2);
    expect(sent).toEqual(['p0']);
    state.take?.();
    await Promise.resolve();
    expect(sent).toEqual(['p0', 'p1']);
  });

  it('that takes nothing is left behind with a code, and keeps no memory', async () => {
    const { sent, state, subscriber, put } = make();
    put(MAX_WAITING + 1);
    expect(state.ended).toBe(0);
    put(1);
    expect(state.ended).toBe(1);
    await expect(subscriber.next()).rejects.toMatchObject({ extensions: { code: 'TOO_SLOW' } });
    state.take?.();
    await Promise.resolve();
    expect(sent).toEqual(['p0']);
  });

  it('ends when it leaves, when its source ends, and with what its source failed of', async () => {
    const [leaving, over, failed] = [make(), make(), make()];
    const waiting = leaving.subscriber.next();
    await leaving.subscriber.return();
    over.subscriber.finish();
    failed.subscriber.finish(new Error('no more'));
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect((await over.subscriber.next()).done).toBe(true);
    await expect(failed.subscriber.next()).rejects.toThrow('no more');
    expect(leaving.state.ended).toBe(1);
  });
});

describe('turns', () => {
  it('are taken one by one, with three times their length of rest while others wait, and none for one alone', async () => {
    const clock = new HandClock();
    const turns = new Turns(clock);
    const began: [string, number][] = [];
    const work = (name: string) => () => {
      began.push([name, clock.monotonicMs()]);
      return clock.sleep(10);
    };
    const all = Promise.all([turns.take(work('a')), turns.take(work('b'))]);
    await clock.advance(10);
    await clock.advance(29);
    expect(began).toEqual([['a', 0]]);
    await clock.advance(1);
    await clock.advance(10);
    await all;
    const alone = turns.take(work('c'));
    await clock.advance(10);
    await alone;
    expect(began).toEqual([
      ['a', 0],
      ['b', 40],
      ['c', 50],
    ]);
  });

  it('go on after one that failed', async () => {
    const turns = new Turns(new HandClock());
    const failing = turns.take(() => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await turns.take(() => Promise.resolve(1))).toBe(1);
  });
});
