import { randomUUID } from 'node:crypto';
import { pastCallsContract } from '../past-calls.contract.ts';
import { MemoryPastCalls } from './memory-past-calls.ts';

pastCallsContract('memory', () => {
  const past = new MemoryPastCalls();
  const add: (...added: Parameters<MemoryPastCalls['add']>) => Promise<void> = (...added) => {
    past.add(...added);
    return Promise.resolve();
  };
  return Promise.resolve({ past, add, newRunId: () => randomUUID(), close: () => Promise.resolve() });
});
