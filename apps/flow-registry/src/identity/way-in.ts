import { hashOf, isUsable, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { SessionStore } from './session-store.ts';

/**
 * One way of signing in: turns what somebody presents into the key in whose place the session stands. An identity provider
 * is another one, with its code as what is presented.
 */
export interface WayIn {
  /** `undefined`: it is the proof of nobody, for a reason that is nobody's business. */
  identify(presented: string, now: Date): Promise<ApiKey | undefined>;
}

/** The person types an API key. */
export class ByApiKey implements WayIn {
  constructor(private readonly keys: ApiKeyStore) {}

  async identify(token: string, now: Date): Promise<ApiKey | undefined> {
    const key = await this.keys.findByHash(hashOf(token));
    return key !== undefined && isUsable(key, now) ? key : undefined;
  }
}

/** The person follows a login link; it is used up by that, whatever comes of it. */
export class ByLoginLink implements WayIn {
  constructor(private readonly sessions: SessionStore) {}

  async identify(token: string, now: Date): Promise<ApiKey | undefined> {
    const key = await this.sessions.takeLink(hashOf(token), now);
    return key !== undefined && isUsable(key, now) ? key : undefined;
  }
}
