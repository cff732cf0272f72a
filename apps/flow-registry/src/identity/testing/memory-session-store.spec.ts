import { sessionStoreContract } from '../session-store.contract.ts';
import { MemoryApiKeyStore } from './memory-api-key-store.ts';
import { MemorySessionStore } from './memory-session-store.ts';

sessionStoreContract('memory', () => {
  const keys = new MemoryApiKeyStore();
  const store = new MemorySessionStore((id) => keys.find(id));
  return Promise.resolve({ store, keys, close: () => Promise.resolve() });
});
