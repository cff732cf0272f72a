import { randomUUID } from 'node:crypto';
import type { PublishedFeed } from '../published/published-feed.ts';
import { hashOf, newToken, prefixOf, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';

export interface ApiKeyStoreUnderTest {
  store: ApiKeyStore;
  feed: PublishedFeed;
  close: () => Promise<void>;
}

const at = new Date(Date.UTC(2026, 10, 20, 9));

/** What use cases rely on, whatever keeps the keys. Workspaces `left` and `right` exist. */
export function apiKeyStoreContract(name: string, make: () => Promise<ApiKeyStoreUnderTest>): void {
  describe(`${name} as an API key store`, () => {
    let parts: ApiKeyStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());

    const aKey = <Workspace extends string | null>(
      workspace: Workspace,
      named: string,
    ): ApiKey & { workspace: Workspace } => {
      const token = newToken();
      return {
        id: randomUUID(),
        workspace,
        name: named,
        role: 'VIEWER',
        prefix: prefixOf(token),
        tokenHash: hashOf(token),
        isBootstrap: workspace === null,
        createdAt: at,
        createdBy: 'ada',
        expiresAt: null,
        revokedAt: null,
      };
    };
    const valueOf = async (key: ApiKey): Promise<unknown> =>
      (await parts.feed.entriesAfter(0)).entries.find((entry) => entry.key === `api-key/${key.id}`)?.value;

    it('finds a key by its hash, whatever its workspace, and publishes it', async () => {
      const key = aKey('left', 'found');
      await parts.store.add(key);
      expect(await parts.store.findByHash(key.tokenHash)).toEqual(key);
      expect(await parts.store.findByHash(hashOf('another'))).toBeUndefined();
      expect(await valueOf(key)).toMatchObject({ kind: 'apiKey', workspace: 'left', tokenHash: key.tokenHash });
    });

    it('takes each name once among keys that are not revoked', async () => {
      const key = aKey('left', 'Named');
      await parts.store.add(key);
      expect(await parts.store.add(aKey('left', 'named'))).toBe('name-taken');
      expect(await parts.store.add(aKey('right', 'named'))).not.toBe('name-taken');
      await parts.store.revoke('left', key.id, at);
      expect(await parts.store.add(aKey('left', 'named'))).not.toBe('name-taken');
    });

    it('revokes once, and takes the key from the feed', async () => {
      const key = aKey('left', 'revoked');
      await parts.store.add(key);
      expect(await parts.store.revoke('right', key.id, at)).toBe('not-found');
      expect(await parts.store.revoke('left', key.id, at)).toMatchObject({
        key: { revokedAt: at },
        revision: expect.any(Number),
      });
      expect(await parts.store.revoke('left', key.id, new Date())).toMatchObject({
        key: { revokedAt: at },
        revision: undefined,
      });
      expect(await valueOf(key)).toBeNull();
    });

    it('lists only keys of the workspace', async () => {
      const key = aKey('right', 'listed');
      await parts.store.add(key);
      const ids = async (workspace: string): Promise<string[]> =>
        (await parts.store.list(workspace, { first: 100, after: undefined })).rows.map((one) => one.id);
      expect(await ids('right')).toContain(key.id);
      expect(await ids('left')).not.toContain(key.id);
    });

    it('keeps one bootstrap key in force, whichever registry starts first', async () => {
      const first = aKey(null, 'bootstrap');
      const starts = [1, 2, 3].map(() => parts.store.keepBootstrapKey({ ...first, id: randomUUID() }));
      const results = await Promise.all(starts);
      expect(results.filter((result) => result.added)).toHaveLength(1);
      const second = aKey(null, 'bootstrap');
      expect(await parts.store.keepBootstrapKey(second)).toEqual({ added: true, revokedCount: 1 });
      expect(await parts.store.findByHash(first.tokenHash)).toMatchObject({ revokedAt: second.createdAt });
      expect(await parts.store.keepBootstrapKey({ ...first, id: randomUUID() })).toEqual({
        added: true,
        revokedCount: 1,
      });
      expect(await parts.store.findByHash(first.tokenHash)).toMatchObject({ revokedAt: null });
      expect(await valueOf(second)).toBeNull();
    });
  });
}
