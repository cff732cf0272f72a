import { executorsSeenContract } from '../executors-seen.contract.ts';
import { MemoryExecutorsSeen } from './memory-feed.ts';

executorsSeenContract('memory', () =>
  Promise.resolve({ seen: new MemoryExecutorsSeen(() => 0), close: () => Promise.resolve() }),
);
