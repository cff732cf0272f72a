import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Enough for a person who mistypes; guessing 256 random bits is hopeless anyway, but each guess costs us a query. */
const FAILURES_PER_MINUTE = 10;

/** Counts failed sign-ins by the address that they come from. */
export class LoginAttempts {
  private readonly limiter = new RateLimiterMemory({ points: FAILURES_PER_MINUTE, duration: 60 });

  /** Seconds until this address may try again; `undefined` = it may now. Counts as a failure until {@link succeeded}. */
  async begin(address: string): Promise<number | undefined> {
    try {
      await this.limiter.consume(address);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  async succeeded(address: string): Promise<void> {
    await this.limiter.reward(address);
  }
}
