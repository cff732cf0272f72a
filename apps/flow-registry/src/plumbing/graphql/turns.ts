import type { Clock } from '@aftercall/service-runtime';

/** For each millisecond of work so many of rest, while others wait: together they take a quarter of the process at most. */
const REST_PER_WORK = 3;

/**
 * Lets work that nobody waits for happen one after the other, with rests in between: what people ask by HTTP goes first, and
 * the garbage of one piece is gone before the next begins.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private waitingCount = 0;

  constructor(private readonly clock: Clock) {}

  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.last;
    this.waitingCount += 1;
    const turn = before.then(async () => {
      this.waitingCount -= 1;
      const beganMs = this.clock.monotonicMs();
      const result = await work();
      return { result, workedMs: this.clock.monotonicMs() - beganMs };
    });
    this.last = turn.then(
      ({ workedMs }) => (this.waitingCount > 0 ? this.clock.sleep(workedMs * REST_PER_WORK) : undefined),
      () => undefined,
    );
    return (await turn).result;
  }
}
