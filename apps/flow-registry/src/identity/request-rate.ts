import { RateLimit } from '../plumbing/rate-limit.ts';
import type { Credential } from './session.ts';

/** Bursts of a page that opens pass, and a loop that asks without end is stopped within seconds. */
const WINDOWS_PER_MINUTE = 6;

/** How often a session, or an API key itself, may ask: by HTTP and over sockets together. */
export class RequestRate {
  private readonly limit: RateLimit | undefined;

  /** @param perMinute - 0 = as often as it likes */
  constructor(perMinute: number) {
    const count = Math.ceil(perMinute / WINDOWS_PER_MINUTE);
    this.limit = count === 0 ? undefined : new RateLimit({ count, windowMs: 60_000 / WINDOWS_PER_MINUTE });
  }

  /** Whole seconds to wait; `undefined` = it may ask now. */
  async take({ keyId, sessionId }: Credential): Promise<number | undefined> {
    return this.limit?.take(sessionId ?? keyId);
  }
}
