import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import { apiKeyStoreContract } from '../api-key-store.contract.ts';
import { MemoryApiKeyStore } from './memory-api-key-store.ts';

apiKeyStoreContract('memory', () => {
  const feed = new MemoryFeed();
  return Promise.resolve({ store: new MemoryApiKeyStore(feed), feed, close: () => Promise.resolve() });
});
