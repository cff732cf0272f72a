import type { PublishedFeed } from '../published/published-feed.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export interface WorkspaceStoreUnderTest {
  store: WorkspaceStore;
  feed: PublishedFeed;
  close: () => Promise<void>;
}

/** What use cases rely on, whatever keeps the workspaces. */
export function workspaceStoreContract(name: string, make: () => Promise<WorkspaceStoreUnderTest>): void {
  describe(`${name} as a workspace store`, () => {
    let parts: WorkspaceStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());
    const workspace = (id: string, day: number) => ({
      id,
      name: id.toUpperCase(),
      createdAt: new Date(Date.UTC(2040, 0, day)),
    });

    it('keeps a workspace once, and publishes it', async () => {
      const added = await parts.store.add(workspace('one', 1));
      expect(added).toEqual({ revision: await parts.feed.revisionOf('workspace/one') });
      expect(await parts.store.add({ ...workspace('one', 2), name: 'Another' })).toBe('id-taken');
      expect(await parts.store.find('one')).toEqual(workspace('one', 1));
      expect(await parts.store.find('none')).toBeUndefined();
    });

    it('lists all of the installation, newest first', async () => {
      await parts.store.add(workspace('two', 2));
      await parts.store.add(workspace('three', 3));
      const first = await parts.store.list({ first: 2, after: undefined });
      expect(first).toMatchObject({ rows: [{ id: 'three' }, { id: 'two' }], hasMore: true });
      const next = await parts.store.list({ first: 1, after: { at: new Date(Date.UTC(2040, 0, 2)), id: 'two' } });
      expect(next.rows).toMatchObject([{ id: 'one' }]);
    });
  });
}
