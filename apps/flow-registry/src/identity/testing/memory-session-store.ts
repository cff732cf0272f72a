import type { ApiKey } from '../api-key.ts';
import type { SessionStore } from '../session-store.ts';
import type { LoginLink, OpenSession, Session } from '../session.ts';

/** {@link SessionStore} in arrays; `findKey` answers the key of an id. */
export class MemorySessionStore implements SessionStore {
  private sessions: Session[] = [];
  private links: LoginLink[] = [];

  constructor(private readonly findKey: (id: string) => ApiKey | undefined) {}

  addLink(link: LoginLink, now: Date): Promise<void> {
    this.links = [...this.links.filter((one) => one.expiresAt >= now), link];
    return Promise.resolve();
  }

  takeLink(tokenHash: string, now: Date): Promise<ApiKey | undefined> {
    const link = this.links.find((one) => one.tokenHash === tokenHash);
    this.links = this.links.filter((one) => one !== link);
    return Promise.resolve(link === undefined || link.expiresAt <= now ? undefined : this.findKey(link.keyId));
  }

  add(session: Session): Promise<void> {
    this.sessions = [...this.sessions.filter((one) => one.endsAt >= session.openedAt), session];
    return Promise.resolve();
  }

  findByHash(tokenHash: string): Promise<OpenSession | undefined> {
    const session = this.sessions.find((one) => one.tokenHash === tokenHash);
    const key = session === undefined ? undefined : this.findKey(session.keyId);
    return Promise.resolve(session === undefined || key === undefined ? undefined : { session, key });
  }

  seen(id: string, at: Date): Promise<void> {
    this.sessions = this.sessions.map((one) => (one.id === id ? { ...one, seenAt: at } : one));
    return Promise.resolve();
  }

  end(id: string): Promise<void> {
    this.sessions = this.sessions.filter((one) => one.id !== id);
    return Promise.resolve();
  }
}
