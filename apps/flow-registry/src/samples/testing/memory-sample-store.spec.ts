import { randomUUID } from 'node:crypto';
import { sampleStoreContract } from '../sample-store.contract.ts';
import { MemorySampleStore } from './memory-sample-store.ts';

sampleStoreContract('memory', () =>
  Promise.resolve({
    store: new MemorySampleStore(),
    addAction: () => Promise.resolve(randomUUID()),
    close: () => Promise.resolve(),
  }),
);
