import { randomUUID } from 'node:crypto';
import { HandClock } from '@aftercall/dev-harness';
import { leaseTableContract } from '../lease-table.contract.ts';
import { MemoryLeaseTable } from './memory-lease-table.ts';

leaseTableContract('MemoryLeaseTable', () => {
  const clock = new HandClock();
  const table = new MemoryLeaseTable(clock);
  return Promise.resolve({
    table,
    newWorkerId: randomUUID,
    isLive: (owner) => Promise.resolve(table.isLive(owner)),
    pass: (ms) => clock.advance(ms),
    close: () => Promise.resolve(),
  });
});
