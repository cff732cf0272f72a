import { HandClock } from '@aftercall/dev-harness';
import { Lane, type LaneOutcome, type Ran } from './lane.ts';
import { HandCircuit } from './testing/hand-circuit.ts';

const limits = { maxRunning: 2, maxQueued: 2, maxQueueMs: 10_000 };
const { signal } = new AbortController();

describe('Lane', () => {
  let clock: HandClock;
  let circuit: HandCircuit;
  let lane: Lane;
  let begun: string[];
  beforeEach(() => {
    clock = new HandClock();
    circuit = new HandCircuit();
    lane = new Lane(limits, circuit, clock);
    begun = [];
  });

  /** Work that ends when the test says so. */
  function run(name: string, when: AbortSignal = signal, isRetry = false) {
    const work = Promise.withResolvers<Ran<string>>();
    const outcome: Promise<LaneOutcome<string>> = lane.run({ signal: when, isRetry }, () => {
      begun.push(name);
      return work.promise;
    });
    const finish = async (): Promise<LaneOutcome<string>> => {
      work.resolve({ result: name, health: 'good' });
      return outcome;
    };
    return { outcome, finish, fail: work.reject };
  }

  it('runs as many as it may at once, and the next in order of arrival', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => run(name));
    await clock.advance(0);
    expect(begun).toEqual(['a', 'b']);
    expect(await b?.finish()).toEqual({ kind: 'ran', result: 'b' });
    await clock.advance(0);
    expect(begun).toEqual(['a', 'b', 'c']);
    await a?.finish();
    await c?.finish();
    await d?.finish();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    expect(lane.isIdle()).toBe(true);
  });

  it('watches nobody any more when the time of those who waited is over', async () => {
    const all = ['a', 'b', 'c'].map((name) => run(name));
    await clock.advance(0);
    expect(clock.sleeperCount).toBe(1);
    for (const each of all) await each.finish();
    await clock.advance(limits.maxQueueMs);
    expect(clock.sleeperCount).toBe(0);
  });

  it('gives everybody its whole time, also who came after the queue had been empty', async () => {
    const [a, , c] = ['a', 'b', 'c'].map((name) => run(name));
    await clock.advance(limits.maxQueueMs - 1000);
    await a?.finish();
    await clock.advance(0);
    const late = run('d');
    let ended: string | undefined;
    void late.outcome.then(({ kind }) => (ended = kind));
    await clock.advance(limits.maxQueueMs - 1);
    expect(ended).toBeUndefined();
    await clock.advance(1);
    expect(ended).toBe('full');
    await c?.finish();
  });

  it('turns away what its queue has no room for', async () => {
    const running = ['a', 'b', 'c', 'd'].map((name) => run(name));
    await clock.advance(0);
    expect(lane.isFull()).toBe(true);
    expect(await run('e').outcome).toMatchObject({ kind: 'full', retryAfterMs: expect.any(Number) });
    for (const each of running) await each.finish();
    expect(lane.isFull()).toBe(false);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets live requests go before retries, which fill no more than half of its queue', async () => {
    const running = [run('a'), run('b')];
    const retries = [run('r1', signal, true), run('r2', signal, true)];
    await clock.advance(0);
    expect(lane.isFull()).toBe(true);
    expect((await retries[1]?.outcome)?.kind).toBe('full');
    const live = run('c');
    for (const each of [...running, live]) await each.finish();
    await retries[0]?.finish();
    expect(begun).toEqual(['a', 'b', 'c', 'r1']);
  });

  it('tells once that there is room again, when half of its queue is free after somebody was turned away', async () => {
    let told = 0;
    lane = new Lane(limits, circuit, clock, () => (told += 1));
    const running = ['a', 'b', 'c', 'd'].map((name) => run(name));
    await clock.advance(0);
    await running[0]?.finish();
    expect(told).toBe(0);
    const more = run('e');
    await run('f').outcome;
    for (const each of [...running, more]) await each.finish();
    expect(told).toBe(1);
  });

  it('never runs more than its limit while places change hands', async () => {
    let runningCount = 0;
    let most = 0;
    const work = async (): Promise<Ran<null>> => {
      runningCount += 1;
      most = Math.max(most, runningCount);
      await Promise.resolve();
      runningCount -= 1;
      return { result: null, health: 'good' };
    };
    const rounds = Array.from({ length: 200 }, async (_, round) => {
      for (let turn = 0; turn < round % 7; turn += 1) await Promise.resolve();
      return lane.run({ signal, isRetry: false }, work);
    });
    await Promise.all(rounds);
    expect(most).toBe(limits.maxRunning);
    expect(lane.isIdle()).toBe(true);
  });

  it('lets go of what waits too long, and keeps its place for others', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => run(name));
    await clock.advance(10_000);
    expect(await c?.outcome).toMatchObject({ kind: 'full' });
    await a?.finish();
    await b?.finish();
    expect(lane.isIdle()).toBe(true);
    expect(begun).toEqual(['a', 'b']);
  });

  it('lets go of what is aborted, waiting or not yet begun', async () => {
    const controller = new AbortController();
    const running = [run('a'), run('b')];
    const waiting = run('c', controller.signal);
    await clock.advance(0);
    controller.abort();
    expect(await waiting.outcome).toEqual({ kind: 'aborted' });
    expect(await run('d', controller.signal).outcome).toEqual({ kind: 'aborted' });
    for (const each of running) await each.finish();
    expect(lane.isIdle()).toBe(true);
  });

  it('begins nothing behind an open circuit, and does not let it wait', async () => {
    const running = [run('a'), run('b')];
    await clock.advance(0);
    circuit.open(7_000);
    expect(lane.isFull()).toBe(true);
    expect(await run('c').outcome).toEqual({ kind: 'open', retryAfterMs: 7_000 });
    circuit.close();
    expect(lane.isFull()).toBe(false);
    for (const each of running) await each.finish();
    expect(begun).toEqual(['a', 'b']);
  });

  it('frees its place and reports nothing of the target when the work throws', async () => {
    const { outcome, fail } = run('a');
    fail(new Error('a defect'));
    await expect(outcome).rejects.toThrow('a defect');
    expect(circuit.reports).toEqual(['none']);
    expect(lane.isIdle()).toBe(true);
  });
});
