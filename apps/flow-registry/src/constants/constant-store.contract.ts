import type { PublishedFeed } from '../published/published-feed.ts';
import type { ConstantStore } from './constant-store.ts';

export interface ConstantStoreUnderTest {
  store: ConstantStore;
  feed: PublishedFeed;
  close: () => Promise<void>;
}

/** What use cases rely on, whatever keeps the constants. Workspaces `left` and `right` exist. */
export function constantStoreContract(name: string, make: () => Promise<ConstantStoreUnderTest>): void {
  describe(`${name} as a constant store`, () => {
    let parts: ConstantStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());
    const constant = (named: string, value: string) => ({
      name: named,
      value,
      updatedAt: new Date(Date.UTC(2026, 0, 1)),
      updatedBy: 'ada',
    });
    const published = async (key: string): Promise<unknown> =>
      (await parts.feed.entriesAfter(0)).entries.find((entry) => entry.key === key)?.value;

    it('sets, sets again and lists by name, for one workspace', async () => {
      await parts.store.set('left', constant('B', '1'));
      await parts.store.set('left', constant('A', ''));
      await parts.store.set('right', constant('C', 'theirs'));
      const { revision } = await parts.store.set('left', constant('B', '2'));
      expect(await parts.store.all('left')).toEqual([constant('A', ''), constant('B', '2')]);
      expect(await parts.feed.revisionOf('constant/left/B')).toBe(revision);
      expect(await published('constant/left/B')).toEqual({
        kind: 'constant',
        workspace: 'left',
        name: 'B',
        value: '2',
      });
    });

    it('removes what is there, and says so in the feed', async () => {
      await parts.store.set('left', constant('GONE', 'x'));
      expect(await parts.store.remove('right', 'GONE')).toBe('not-found');
      expect(await parts.store.remove('left', 'GONE')).toMatchObject({ constant: constant('GONE', 'x') });
      expect(await parts.store.remove('left', 'GONE')).toBe('not-found');
      expect(await published('constant/left/GONE')).toBeNull();
    });
  });
}
