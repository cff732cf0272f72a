import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import { actionStoreContract } from '../action-store.contract.ts';
import { MemoryActionStore } from './memory-action-store.ts';

actionStoreContract('memory', () => {
  const feed = new MemoryFeed();
  return Promise.resolve({ store: new MemoryActionStore(feed), feed, close: () => Promise.resolve() });
});
