import type { ApiKey } from './api-key.ts';

/** Somebody signed in with a browser. What the session may do is its key's to say, on every request anew. */
export interface Session {
  id: string;
  /** Of the cookie's token, as {@link hashOf} makes it. */
  tokenHash: string;
  keyId: string;
  openedAt: Date;
  /** The last request, give or take {@link SEEN_EVERY_MS}. */
  seenAt: Date;
  /** However much it is used. */
  endsAt: Date;
}

/** A link that signs somebody in once, as the key that asked for it. */
export interface LoginLink {
  tokenHash: string;
  keyId: string;
  expiresAt: Date;
}

/** A session and the key behind it, as they are now. */
export interface OpenSession {
  session: Session;
  key: ApiKey;
}

/** By what somebody is in: it bounds what they may ask in a time, and says when they are out. */
export interface Credential {
  keyId: string;
  /** `undefined`: by the key itself. */
  sessionId: string | undefined;
  /** When it is over unless it is used; `undefined` = not by itself. */
  endsAt: Date | undefined;
}

/** How long sessions and links live, by configuration. */
export interface SessionTimes {
  /** A session that was not used for so long is over. */
  idleMs: number;
  /** A session is over then, however much it is used. */
  longestMs: number;
  linkMs: number;
}

/** A request within this time of the last one is not noted: reading must not cost a write each time. */
export const SEEN_EVERY_MS = 60_000;

export function isOpen(session: Pick<Session, 'seenAt' | 'endsAt'>, idleMs: number, now: Date): boolean {
  return now.getTime() < endOf(session, idleMs).getTime();
}

/** When the session is over if nothing more is asked. */
export function endOf({ seenAt, endsAt }: Pick<Session, 'seenAt' | 'endsAt'>, idleMs: number): Date {
  return new Date(Math.min(endsAt.getTime(), seenAt.getTime() + idleMs));
}

/** Short idle times are noted more finely, or a session in use would seem idle. */
export function isSeenStale(session: Pick<Session, 'seenAt'>, idleMs: number, now: Date): boolean {
  return now.getTime() - session.seenAt.getTime() >= Math.min(SEEN_EVERY_MS, idleMs / 4);
}

/** A session ends with its key at the latest. */
export function credentialOf({ session, key }: OpenSession, idleMs: number): Credential {
  const ends = [endOf(session, idleMs), ...(key.expiresAt === null ? [] : [key.expiresAt])];
  const endsAt = new Date(Math.min(...ends.map((end) => end.getTime())));
  return { keyId: key.id, sessionId: session.id, endsAt };
}
