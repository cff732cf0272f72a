import type { Clock } from '@aftercall/service-runtime';
import type { NoticeBoard } from '../published/notice-board.ts';
import { isUsable, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';

/**
 * How long a replica goes by a key that it has read, without reading it again. Revoking answers only when this time is over:
 * then every replica has stopped taking the key, even one that PostgreSQL's notices do not reach.
 */
export const KEY_TRUST_MS = 500;

/** More keys than a replica is asked with in that time. */
const MAX_TRUSTED = 1000;

/**
 * Keys by their hash, read from the store at most every {@link KEY_TRUST_MS} for each: a client that asks a hundred times a
 * second is not looked up a hundred times. A notice that some credential has ended ends all trust at once. Only keys that
 * open something are trusted; whether one has expired is for the caller to look at, each time.
 */
export class TrustedKeys {
  private readonly trusted = new Map<string, { key: ApiKey; untilMs: number }>();
  private endsSeen = 0;

  constructor(
    private readonly keys: Pick<ApiKeyStore, 'findByHash'>,
    private readonly notices: NoticeBoard,
    private readonly clock: Clock,
  ) {}

  async find(tokenHash: string): Promise<ApiKey | undefined> {
    const ends = this.notices.count('credential-ended');
    if (ends !== this.endsSeen) this.trusted.clear();
    this.endsSeen = ends;
    // What the read shows was so at its beginning, so the time runs from there.
    const beginMs = this.clock.monotonicMs();
    const known = this.trusted.get(tokenHash);
    if (known !== undefined && beginMs < known.untilMs) return known.key;
    const key = await this.keys.findByHash(tokenHash);
    if (key !== undefined && isUsable(key, this.clock.now()) && this.notices.count('credential-ended') === ends) {
      if (this.trusted.size >= MAX_TRUSTED) this.trusted.clear();
      this.trusted.set(tokenHash, { key, untilMs: beginMs + KEY_TRUST_MS });
    }
    return key;
  }
}
