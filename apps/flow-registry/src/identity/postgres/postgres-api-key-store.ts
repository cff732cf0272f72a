import type { EntityManager } from 'typeorm';
import type { Page, PageRequest } from '../../paging/page.ts';
import { readPage } from '../../plumbing/postgres/page-query.ts';
import { isDuplicate } from '../../plumbing/postgres/postgres-errors.ts';
import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { apiKeyEntry } from '../../published/published-entry.ts';
import type { ApiKey } from '../api-key.ts';
import type { ApiKeyStore } from '../api-key-store.ts';
import { ApiKeyRow } from './api-key-row.ts';
import { tellCredentialEnded } from './credential-ended.ts';

/** Any number: the advisory lock that lets one registry at a time settle the bootstrap key. */
const BOOTSTRAP_LOCK = 4_000_001;

const KEY_BY_HASH = `select ${rowColumns(ApiKeyRow, 'key')} from registry.api_key as key where key.token_hash = $2`;

/** {@link ApiKeyStore} in `registry.api_key`: hashes only. */
export class PostgresApiKeyStore implements ApiKeyStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  async add(key: ApiKey & { workspace: string }): Promise<{ revision: number } | 'name-taken'> {
    try {
      return await this.transactions.inWorkspace(key.workspace, async (manager) => {
        await manager.insert(ApiKeyRow, key);
        return { revision: await publishEntries(manager, [apiKeyEntry(key)]) };
      });
    } catch (error) {
      if (isDuplicate(error, 'api_key_name')) return 'name-taken';
      throw error;
    }
  }

  revoke(
    workspace: string,
    id: string,
    at: Date,
  ): Promise<{ key: ApiKey; revision: number | undefined } | 'not-found'> {
    return this.transactions.inWorkspace(workspace, async (manager) => {
      const row = await manager.findOne(ApiKeyRow, { where: { workspace, id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) return 'not-found';
      if (row.revokedAt !== null) return { key: { ...row }, revision: undefined };
      const key = { ...row, revokedAt: at };
      return { key, revision: await keepRevoked(manager, key) };
    });
  }

  async list(workspace: string, request: PageRequest): Promise<Page<ApiKey>> {
    return this.transactions.readInWorkspace(workspace, (manager) =>
      readPage(
        manager.createQueryBuilder(ApiKeyRow, 'row').where('row.workspace = :workspace', { workspace }),
        { at: 'row.createdAt', id: 'row.id' },
        request,
      ),
    );
  }

  async findByHash(tokenHash: string): Promise<ApiKey | undefined> {
    const [row] = await this.transactions.selectAcrossWorkspaces<ApiKeyRow>('key lookup', KEY_BY_HASH, [tokenHash]);
    return row;
  }

  keepBootstrapKey(key: ApiKey): Promise<{ added: boolean; revokedCount: number }> {
    return this.transactions.acrossWorkspaces('start', async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
      const former = await manager.findBy(ApiKeyRow, { isBootstrap: true });
      const same = former.find((row) => row.tokenHash === key.tokenHash);
      const outdated = former.filter((row) => row !== same && row.revokedAt === null);
      for (const row of outdated) await keepRevoked(manager, { ...row, revokedAt: key.createdAt });
      const isInForce = same?.revokedAt === null;
      if (same === undefined) await manager.insert(ApiKeyRow, key);
      else if (!isInForce) await manager.update(ApiKeyRow, { id: same.id }, { revokedAt: null });
      if (!isInForce) await publishEntries(manager, [apiKeyEntry({ ...(same ?? key), revokedAt: null })]);
      return { added: !isInForce, revokedCount: outdated.length };
    });
  }
}

async function keepRevoked(manager: EntityManager, key: ApiKey): Promise<number> {
  await manager.update(ApiKeyRow, { id: key.id }, { revokedAt: key.revokedAt });
  await tellCredentialEnded(manager);
  return publishEntries(manager, [apiKeyEntry(key)]);
}
