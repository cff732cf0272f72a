import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import { constantStoreContract } from '../constant-store.contract.ts';
import { MemoryConstantStore } from './memory-constant-store.ts';

constantStoreContract('memory', () => {
  const feed = new MemoryFeed();
  return Promise.resolve({ store: new MemoryConstantStore(feed), feed, close: () => Promise.resolve() });
});
