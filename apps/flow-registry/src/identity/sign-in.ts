import { randomBytes } from 'node:crypto';
import { DEFAULT_WORKSPACE } from '../workspaces/workspace.ts';
import { hashOf } from './api-key.ts';
import { callerOf, type Caller } from './caller.ts';
import type { SessionStore } from './session-store.ts';
import { credentialOf, type Credential, type LoginLink, type SessionTimes } from './session.ts';
import type { WayIn } from './way-in.ts';

const TOKEN_BYTES = 32;

export type SignInOutcome =
  /** `token` is for the cookie, and nowhere else. */
  | { kind: 'signed-in'; token: string; lastsUntil: Date; caller: Caller; credential: Credential }
  | { kind: 'refused' }
  /** A key of role SENDER posts events; a person could see nothing with it. */
  | { kind: 'no-person' };

/** Opens and ends sessions, and makes the links that open one. */
export class SignIn {
  constructor(
    private readonly sessions: SessionStore,
    private readonly times: SessionTimes,
    private readonly made: { now: () => Date; newId: () => string },
  ) {}

  async open(way: WayIn, presented: string): Promise<SignInOutcome> {
    const now = this.made.now();
    const key = await way.identify(presented, now);
    if (key === undefined) return { kind: 'refused' };
    if (key.role === 'SENDER') return { kind: 'no-person' };
    const token = newRandomToken();
    const session = {
      id: this.made.newId(),
      tokenHash: hashOf(token),
      keyId: key.id,
      openedAt: now,
      seenAt: now,
      endsAt: new Date(now.getTime() + this.times.longestMs),
    };
    await this.sessions.add(session);
    const caller = callerOf(key, key.workspace ?? DEFAULT_WORKSPACE);
    const credential = credentialOf({ session, key }, this.times.idleMs);
    return { kind: 'signed-in', token, lastsUntil: session.endsAt, caller, credential };
  }

  /** A link that signs somebody in as this key. The token is in this answer and nowhere else. */
  async makeLink(keyId: string): Promise<{ token: string; expiresAt: Date }> {
    const now = this.made.now();
    const token = newRandomToken();
    const link: LoginLink = { tokenHash: hashOf(token), keyId, expiresAt: new Date(now.getTime() + this.times.linkMs) };
    await this.sessions.addLink(link, now);
    return { token, expiresAt: link.expiresAt };
  }

  end(sessionId: string): Promise<void> {
    return this.sessions.end(sessionId);
  }
}

function newRandomToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}
