import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import { agentStoreContract } from '../agent-store.contract.ts';
import { MemoryAgentStore } from './memory-agent-store.ts';

agentStoreContract('memory', () => {
  const feed = new MemoryFeed();
  return Promise.resolve({ store: new MemoryAgentStore(feed), feed, close: () => Promise.resolve() });
});
