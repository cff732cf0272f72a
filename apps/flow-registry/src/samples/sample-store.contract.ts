import { MAX_SAMPLES, type SampleStore } from './sample-store.ts';
import type { PinnedSample } from './pinned-sample.ts';

export interface SampleStoreUnderTest {
  store: SampleStore;
  /** Makes an action to keep samples beside, and gives its id. */
  addAction: (workspace: string) => Promise<string>;
  close: () => Promise<void>;
}

/** What use cases rely on, whatever keeps the samples. Workspaces `left` and `right` exist. */
export function sampleStoreContract(name: string, make: () => Promise<SampleStoreUnderTest>): void {
  describe(`${name} as a sample store`, () => {
    let parts: SampleStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());
    const pinned = (nodeKey: string, body: string): PinnedSample => ({
      nodeKey,
      sample: { status: 200, headers: { 'x-id': '7' }, body: { b: body, a: [null, 1.5] } },
      pinnedAt: new Date(Date.UTC(2026, 0, 1)),
      pinnedBy: 'ada',
    });

    it('keeps one sample per node, the last one, and gives it back as it was', async () => {
      const actionId = await parts.addAction('left');
      await parts.store.save('left', actionId, pinned('b', 'first'));
      await parts.store.save('left', actionId, pinned('a', 'other'));
      expect(await parts.store.save('left', actionId, pinned('b', 'second'))).toBe('saved');
      const kept = await parts.store.ofActions('left', [actionId]);
      expect(kept).toEqual([
        { actionId, ...pinned('a', 'other') },
        { actionId, ...pinned('b', 'second') },
      ]);
      expect(JSON.stringify(kept[1]?.sample.body)).toBe('{"b":"second","a":[null,1.5]}');
    });

    it('removes what is there', async () => {
      const actionId = await parts.addAction('left');
      await parts.store.save('left', actionId, pinned('a', 'x'));
      expect(await parts.store.remove('right', actionId, 'a')).toBe('not-found');
      expect(await parts.store.remove('left', actionId, 'b')).toBe('not-found');
      expect(await parts.store.remove('left', actionId, 'a')).toBe('removed');
      expect(await parts.store.ofActions('left', [actionId])).toEqual([]);
    });

    it('copies all of them beside another action', async () => {
      const [from, to, other] = [
        await parts.addAction('left'),
        await parts.addAction('left'),
        await parts.addAction('left'),
      ];
      await parts.store.save('left', from, pinned('a', 'x'));
      await parts.store.copy('left', from, to);
      await parts.store.copy('left', other, to);
      const kept = await parts.store.ofActions('left', [from, to]);
      expect(kept.map((one) => [one.actionId, one.nodeKey])).toEqual(
        [from, to].sort().map((actionId) => [actionId, 'a']),
      );
    });

    it("knows nothing of another workspace's samples", async () => {
      const actionId = await parts.addAction('right');
      await parts.store.save('right', actionId, pinned('a', 'x'));
      expect(await parts.store.ofActions('left', [actionId])).toEqual([]);
    });

    it('refuses one too many, and goes on replacing those that are there', async () => {
      const actionId = await parts.addAction('left');
      for (let index = 0; index < MAX_SAMPLES; index += 1) {
        await parts.store.save('left', actionId, pinned(`n${index}`, 'x'));
      }
      expect(await parts.store.save('left', actionId, pinned('more', 'x'))).toBe('too-many');
      expect(await parts.store.save('left', actionId, pinned('n0', 'y'))).toBe('saved');
      expect(await parts.store.ofActions('left', [actionId])).toHaveLength(MAX_SAMPLES);
    });
  });
}
