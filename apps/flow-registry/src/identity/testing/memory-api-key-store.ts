import { pageOfAll, type Page, type PageRequest } from '../../paging/page.ts';
import { apiKeyEntry } from '../../published/published-entry.ts';
import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import type { ApiKey } from '../api-key.ts';
import type { ApiKeyStore } from '../api-key-store.ts';

/** {@link ApiKeyStore} in an array. */
export class MemoryApiKeyStore implements ApiKeyStore {
  private keys: ApiKey[] = [];

  constructor(private readonly feed = new MemoryFeed()) {}

  add(key: ApiKey & { workspace: string }): Promise<{ revision: number } | 'name-taken'> {
    const name = key.name.toLowerCase();
    const isTaken = this.keys.some(
      (one) => one.workspace === key.workspace && one.revokedAt === null && one.name.toLowerCase() === name,
    );
    return Promise.resolve(isTaken ? 'name-taken' : { revision: this.keep(key) });
  }

  revoke(
    workspace: string,
    id: string,
    at: Date,
  ): Promise<{ key: ApiKey; revision: number | undefined } | 'not-found'> {
    const key = this.keys.find((one) => one.workspace === workspace && one.id === id);
    if (key === undefined) return Promise.resolve('not-found');
    if (key.revokedAt !== null) return Promise.resolve({ key, revision: undefined });
    const revoked = { ...key, revokedAt: at };
    return Promise.resolve({ key: revoked, revision: this.keep(revoked) });
  }

  list(workspace: string, request: PageRequest): Promise<Page<ApiKey>> {
    const own = this.keys.filter((key) => key.workspace === workspace);
    return Promise.resolve(pageOfAll(own, request, (key) => ({ at: key.createdAt, id: key.id })));
  }

  findByHash(tokenHash: string): Promise<ApiKey | undefined> {
    return Promise.resolve(this.keys.find((key) => key.tokenHash === tokenHash));
  }

  find(id: string): ApiKey | undefined {
    return this.keys.find((key) => key.id === id);
  }

  keepBootstrapKey(key: ApiKey): Promise<{ added: boolean; revokedCount: number }> {
    const former = this.keys.filter((one) => one.isBootstrap);
    const same = former.find((one) => one.tokenHash === key.tokenHash);
    const outdated = former.filter((one) => one !== same && one.revokedAt === null);
    for (const one of outdated) this.keep({ ...one, revokedAt: key.createdAt });
    const isInForce = same?.revokedAt === null;
    if (!isInForce) this.keep({ ...(same ?? key), revokedAt: null });
    return Promise.resolve({ added: !isInForce, revokedCount: outdated.length });
  }

  private keep(key: ApiKey): number {
    this.keys = [...this.keys.filter((one) => one.id !== key.id), key];
    return this.feed.publish(apiKeyEntry(key));
  }
}
