import type { Page, PageRequest } from '../paging/page.ts';
import type { ApiKey } from './api-key.ts';

/**
 * Keeps API keys, hashed. Each change also stands in the feed, so that the executors' door knows it: `revision` is the
 * feed's. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface ApiKeyStore {
  /** Keeps a new key of a workspace; two usable keys of one workspace never share a name. */
  add(key: ApiKey & { workspace: string }): Promise<{ revision: number } | 'name-taken'>;
  /** Revokes one key of the workspace; revoking again changes nothing. */
  revoke(workspace: string, id: string, at: Date): Promise<{ key: ApiKey; revision: number | undefined } | 'not-found'>;
  /** The workspace's own keys, newest first, revoked ones too. */
  list(workspace: string, request: PageRequest): Promise<Page<ApiKey>>;
  /** The key of any workspace with this hash: who it belongs to is not known before. */
  findByHash(tokenHash: string): Promise<ApiKey | undefined>;
  /**
   * Makes this the installation's one bootstrap key: adds it, or opens it again, and revokes former ones. Safe when several
   * registries start at once.
   */
  keepBootstrapKey(key: ApiKey): Promise<{ added: boolean; revokedCount: number }>;
}
