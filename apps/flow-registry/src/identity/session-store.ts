import type { LoginLink, OpenSession, Session } from './session.ts';
import type { ApiKey } from './api-key.ts';

/**
 * Keeps sessions and login links, by hashes of their tokens. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface SessionStore {
  /** Keeps a link, and forgets those that expired before `now`. */
  addLink(link: LoginLink, now: Date): Promise<void>;
  /** Takes the link out, for good: of several who present it at once, one gets its key. An expired one is the link of nobody. */
  takeLink(tokenHash: string, now: Date): Promise<ApiKey | undefined>;
  /** Keeps a session, and forgets those that ended before it was opened. */
  add(session: Session): Promise<void>;
  /** The session with this hash and its key, whether they are still good or not. */
  findByHash(tokenHash: string): Promise<OpenSession | undefined>;
  /** Notes that the session was used. */
  seen(id: string, at: Date): Promise<void>;
  /** Ends the session at once, and tells every replica. Ending it again changes nothing. */
  end(id: string): Promise<void>;
}
