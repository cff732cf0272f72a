import { randomBytes, randomUUID } from 'node:crypto';
import { HandClock } from '@aftercall/dev-harness';
import { makeRunId } from '@aftercall/wire-format';
import { commandLedgerContract } from '../commands/command-ledger.contract.ts';
import { MemoryCommandLedger } from './memory-command-ledger.ts';
import { MemoryLeaseTable } from './memory-lease-table.ts';
import { MemoryRunLedger } from './memory-run-ledger.ts';

commandLedgerContract('MemoryCommandLedger', () => {
  const clock = new HandClock();
  const leases = new MemoryLeaseTable(clock);
  const ledger = new MemoryRunLedger({ clock, isLive: leases.isLive });
  return Promise.resolve({
    ledger,
    commands: new MemoryCommandLedger(ledger),
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
