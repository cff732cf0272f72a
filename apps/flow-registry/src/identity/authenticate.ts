import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import { DEFAULT_WORKSPACE, isWorkspaceId } from '../workspaces/workspace.ts';
import { hashOf, isUsable, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import { callerOf, type Caller } from './caller.ts';
import type { SessionStore } from './session-store.ts';
import type { TrustedKeys } from './trusted-keys.ts';
import { credentialOf, isOpen, isSeenStale, type Credential, type Session } from './session.ts';

/** What a request presents. A token in `Authorization` is meant; a cookie comes along by itself, so the token goes first. */
export interface Presented {
  authorization?: string | undefined;
  /** The header `Aftercall-Workspace`. */
  workspace?: string | undefined;
  /** The session cookie's token. */
  sessionToken?: string | undefined;
}

export type Authentication =
  | { kind: 'caller'; caller: Caller; credential: Credential }
  /** Deliberately without a reason: an attacker learns nothing. */
  | { kind: 'unauthenticated' }
  | { kind: 'unknown-workspace' };

interface Found {
  key: ApiKey;
  credential: Credential;
}

/**
 * Headers to a caller: a Bearer token or a session's cookie, and for keys of the installation the workspace in
 * `Aftercall-Workspace`.
 */
export class Authenticate {
  /** A workspace that was there once is there for good. */
  private readonly knownWorkspaces = new Set<string>();

  constructor(
    private readonly stores: {
      keys: ApiKeyStore;
      trustedKeys: TrustedKeys;
      sessions: SessionStore;
      workspaces: WorkspaceStore;
    },
    private readonly settings: { now: () => Date; idleMs: number },
  ) {}

  /** `isUse`: false when it is only looked whether the credential is still good, which keeps no session open. */
  async authenticate(presented: Presented, isUse = true): Promise<Authentication> {
    const found = await (presented.authorization === undefined
      ? this.bySession(presented.sessionToken, isUse)
      : this.byKey(presented.authorization, isUse));
    if (found === undefined) return { kind: 'unauthenticated' };
    const { key, credential } = found;
    const workspace = presented.workspace ?? key.workspace ?? DEFAULT_WORKSPACE;
    if (!(await this.mayActIn(workspace, key))) return { kind: 'unknown-workspace' };
    return { kind: 'caller', caller: callerOf(key, workspace), credential };
  }

  private async byKey(authorization: string, isUse: boolean): Promise<Found | undefined> {
    const token = /^Bearer +(\S{1,512})$/i.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    const { keys, trustedKeys } = this.stores;
    const key = await (isUse ? trustedKeys.find(hashOf(token)) : keys.findByHash(hashOf(token)));
    if (key === undefined || !isUsable(key, this.settings.now())) return undefined;
    return { key, credential: { keyId: key.id, sessionId: undefined, endsAt: key.expiresAt ?? undefined } };
  }

  private async bySession(token: string | undefined, isUse: boolean): Promise<Found | undefined> {
    const found = token === undefined ? undefined : await this.stores.sessions.findByHash(hashOf(token));
    if (found === undefined) return undefined;
    const { now, idleMs } = this.settings;
    const at = now();
    const { key, session } = found;
    if (!isUsable(key, at) || !isOpen(session, idleMs, at)) return undefined;
    const used = isUse ? await this.noteUse(session, at) : session;
    return { key, credential: credentialOf({ session: used, key }, idleMs) };
  }

  private async noteUse(session: Session, at: Date): Promise<Session> {
    if (!isSeenStale(session, this.settings.idleMs, at)) return session;
    await this.stores.sessions.seen(session.id, at);
    return { ...session, seenAt: at };
  }

  private async mayActIn(workspace: string, key: ApiKey): Promise<boolean> {
    if (key.workspace !== null) return workspace === key.workspace;
    if (this.knownWorkspaces.has(workspace)) return true;
    if (!isWorkspaceId(workspace) || (await this.stores.workspaces.find(workspace)) === undefined) return false;
    this.knownWorkspaces.add(workspace);
    return true;
  }
}
