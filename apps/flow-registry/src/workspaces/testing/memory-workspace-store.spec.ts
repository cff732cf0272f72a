import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import { workspaceStoreContract } from '../workspace-store.contract.ts';
import { MemoryWorkspaceStore } from './memory-workspace-store.ts';

workspaceStoreContract('memory', () => {
  const feed = new MemoryFeed();
  return Promise.resolve({ store: new MemoryWorkspaceStore(feed), feed, close: () => Promise.resolve() });
});
