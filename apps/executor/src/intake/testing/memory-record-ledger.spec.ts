import { randomBytes } from 'node:crypto';
import { makeRunId } from '@aftercall/wire-format';
import { admissionOf } from '../intake-ledger.contract.ts';
import { recordLedgerContract } from '../record-ledger.contract.ts';
import { MemoryRecordLedger } from './memory-record-ledger.ts';

const newRunId = () => makeRunId(new Date(), randomBytes);

recordLedgerContract('MemoryRecordLedger', () => {
  const ledger = new MemoryRecordLedger();
  return Promise.resolve({
    ledger,
    newRunId,
    letters: () =>
      Promise.resolve(
        [...ledger.letters.values()].map(({ record, reason, callId }) => ({
          offset: record.offset,
          code: reason.code,
          callId,
        })),
      ),
    duplicatesOf: (callId) => Promise.resolve(ledger.events.duplicatesOf(callId)),
    unstorable: (callId) => {
      ledger.refused.add(callId);
      return admissionOf({ newRunId, data: { callId } });
    },
    close: () => Promise.resolve(),
  });
});
