import { RateLimit } from '../../plumbing/rate-limit.ts';

/** Enough for a person who mistypes; guessing 256 random bits is hopeless anyway, but each guess costs us a query. */
const FAILURES_PER_MINUTE = 10;

/** Counts failed sign-ins by the address that they come from. */
export class LoginAttempts {
  private readonly limit = new RateLimit({ count: FAILURES_PER_MINUTE, windowMs: 60_000 });

  /** Seconds until this address may try again; `undefined` = it may now. Counts as a failure until {@link succeeded}. */
  begin(address: string): Promise<number | undefined> {
    return this.limit.take(address);
  }

  async succeeded(address: string): Promise<void> {
    await this.limit.giveBack(address);
  }
}
