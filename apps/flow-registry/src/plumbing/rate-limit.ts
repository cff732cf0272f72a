import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So much in so long a time, by whatever it is counted; of this process alone. */
export class RateLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(settings: { count: number; windowMs: number }) {
    this.limiter = new RateLimiterMemory({ points: settings.count, duration: settings.windowMs / 1000 });
  }

  /** Whole seconds until this one may go on; `undefined` = now, and it is counted. */
  async take(key: string): Promise<number | undefined> {
    try {
      await this.limiter.consume(key);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  /** What was taken last counts no more. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }
}
