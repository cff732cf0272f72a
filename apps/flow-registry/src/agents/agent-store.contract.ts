import type { PublishedFeed } from '../published/published-feed.ts';
import { registered } from './agent.ts';
import type { AgentStore } from './agent-store.ts';

export interface AgentStoreUnderTest {
  store: AgentStore;
  feed: PublishedFeed;
  close: () => Promise<void>;
}

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 20, 9, 0, seconds));

/** What use cases rely on, whatever keeps the agents. Workspaces `left` and `right` exist. */
export function agentStoreContract(name: string, make: () => Promise<AgentStoreUnderTest>): void {
  describe(`${name} as an agent store`, () => {
    let parts: AgentStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());

    const register = (workspace: string, agentId: string, endNodeIds: string[], seconds = 0) =>
      parts.store.change(workspace, agentId, (before) => {
        const endNodes = endNodeIds.map((id) => ({ id, name: id }));
        const all = [...(before?.endNodes ?? []), ...endNodes];
        return registered(before, { agentId, name: agentId, endNodes: all, variables: undefined }, at(seconds));
      });

    it('gives back what was decided, and publishes it', async () => {
      const { agent, revision } = await register('left', 'a1', ['e1']);
      expect(await parts.store.findMany('left', ['a1', 'unknown'])).toEqual([agent]);
      expect(await parts.feed.revisionOf('agent/left/a1')).toBe(revision);
    });

    it('shows a decision what was before, and keeps when it began', async () => {
      await register('left', 'a2', ['e1'], 1);
      const { agent } = await register('left', 'a2', ['e2'], 2);
      expect(agent).toMatchObject({ endNodes: [{ id: 'e1' }, { id: 'e2' }], createdAt: at(1), updatedAt: at(2) });
    });

    it('loses no change when many callers register one new agent at once', async () => {
      await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => register('left', 'collide', [id])));
      const [agent] = await parts.store.findMany('left', ['collide']);
      expect(agent?.endNodes.map((endNode) => endNode.id).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    });

    it("knows nothing of another workspace's agents", async () => {
      await register('right', 'theirs', []);
      expect(await parts.store.findMany('left', ['theirs'])).toEqual([]);
      const listed = await parts.store.list('left', { first: 100, after: undefined });
      const counted = await parts.store.list('left', { first: 1, after: undefined, withTotal: true });
      expect([counted.rows.length, counted.total]).toEqual([1, listed.rows.length]);
      expect(listed.rows.map((agent) => agent.agentId)).not.toContain('theirs');
    });

    it('lists newest first, page by page', async () => {
      for (const [index, agentId] of ['p1', 'p2', 'p3'].entries()) await register('right', agentId, [], 10 + index);
      const first = await parts.store.list('right', { first: 2, after: undefined });
      expect(first).toMatchObject({ rows: [{ agentId: 'p3' }, { agentId: 'p2' }], hasMore: true });
      const next = await parts.store.list('right', { first: 2, after: { at: at(11), id: 'p2' } });
      expect(next).toMatchObject({ rows: [{ agentId: 'p1' }, { agentId: 'theirs' }], hasMore: false });
    });
  });
}
