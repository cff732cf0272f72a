import { randomBytes, randomUUID } from 'node:crypto';
import { HandClock } from '@aftercall/dev-harness';
import { makeRunId } from '@aftercall/wire-format';
import { runLedgerContract } from '../run-ledger.contract.ts';
import { MemoryLeaseTable } from './memory-lease-table.ts';
import { MemoryRunLedger } from './memory-run-ledger.ts';

runLedgerContract('MemoryRunLedger', () => {
  const clock = new HandClock();
  const leases = new MemoryLeaseTable(clock);
  const ledger = new MemoryRunLedger({ clock, isLive: leases.isLive });
  return Promise.resolve({
    ledger,
    newRunId: () => makeRunId(clock.now(), randomBytes),
    newOwner: () => leases.begin(randomUUID(), 60_000),
    expire: (owner) => leases.giveUp(owner),
    open: (run, owner) => {
      ledger.open(run, owner);
      return Promise.resolve();
    },
    age: () => clock.advance(10_000),
    pass: (ms) => clock.advance(ms),
    close: () => Promise.resolve(),
  });
});
