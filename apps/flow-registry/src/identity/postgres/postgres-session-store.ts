import { LessThan } from 'typeorm';
import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import type { ApiKey } from '../api-key.ts';
import type { SessionStore } from '../session-store.ts';
import type { LoginLink, OpenSession, Session } from '../session.ts';
import { ApiKeyRow } from './api-key-row.ts';
import { tellCredentialEnded } from './credential-ended.ts';
import { LoginLinkRow, SessionRow } from './session-row.ts';

/** A session's own columns stand beside its key's, which have other names. */
type FoundRow = ApiKeyRow &
  Record<'sessionId' | 'sessionHash', string> &
  Pick<SessionRow, 'openedAt' | 'seenAt' | 'endsAt'>;

const SESSION_BY_HASH = `select ${rowColumns(ApiKeyRow, 'key')}, session.id as "sessionId", session.token_hash as "sessionHash",
    ${rowColumns(SessionRow, 'session', (property) => ['openedAt', 'seenAt', 'endsAt'].includes(property))}
  from registry.session join registry.api_key as key on key.id = session.api_key_id where session.token_hash = $2`;

/** {@link SessionStore} in `registry.session` and `registry.login_link`. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  addLink(link: LoginLink, now: Date): Promise<void> {
    return this.transactions.acrossWorkspaces('session', async (manager) => {
      await manager.delete(LoginLinkRow, { expiresAt: LessThan(now) });
      await manager.insert(LoginLinkRow, link);
    });
  }

  takeLink(tokenHash: string, now: Date): Promise<ApiKey | undefined> {
    return this.transactions.acrossWorkspaces('session', async (manager) => {
      const [rows] = await manager.query<[{ api_key_id: string; expires_at: Date }[], number]>(
        'delete from registry.login_link where token_hash = $1 returning api_key_id, expires_at',
        [tokenHash],
      );
      const [link] = rows;
      if (link === undefined || link.expires_at <= now) return undefined;
      const key = await manager.findOneBy(ApiKeyRow, { id: link.api_key_id });
      return key === null ? undefined : { ...key };
    });
  }

  add(session: Session): Promise<void> {
    return this.transactions.acrossWorkspaces('session', async (manager) => {
      await manager.delete(SessionRow, { endsAt: LessThan(session.openedAt) });
      await manager.insert(SessionRow, session);
    });
  }

  async findByHash(tokenHash: string): Promise<OpenSession | undefined> {
    const found = await this.transactions.selectAcrossWorkspaces<FoundRow>('session', SESSION_BY_HASH, [tokenHash]);
    return found[0] && sessionOf(found[0]);
  }

  seen(id: string, at: Date): Promise<void> {
    return this.transactions.acrossWorkspaces('session', async (manager) => {
      await manager.update(SessionRow, { id }, { seenAt: at });
    });
  }

  end(id: string): Promise<void> {
    return this.transactions.acrossWorkspaces('session', async (manager) => {
      await manager.delete(SessionRow, { id });
      await tellCredentialEnded(manager);
    });
  }
}

function sessionOf({ sessionId: id, sessionHash: tokenHash, openedAt, seenAt, endsAt, ...key }: FoundRow): OpenSession {
  return { session: { id, tokenHash, keyId: key.id, openedAt, seenAt, endsAt }, key };
}
