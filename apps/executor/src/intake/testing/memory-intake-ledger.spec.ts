import { randomBytes } from 'node:crypto';
import { makeRunId } from '@aftercall/wire-format';
import { intakeLedgerContract } from '../intake-ledger.contract.ts';
import { MemoryIntakeLedger } from './memory-intake-ledger.ts';

intakeLedgerContract('MemoryIntakeLedger', () => {
  const ledger = new MemoryIntakeLedger();
  return Promise.resolve({
    ledger,
    newRunId: () => makeRunId(new Date(), randomBytes),
    duplicatesOf: (callId) =>
      Promise.resolve([...ledger.kept].find(([key]) => key.includes(callId))?.[1].duplicates ?? Number.NaN),
    close: () => Promise.resolve(),
  });
});
