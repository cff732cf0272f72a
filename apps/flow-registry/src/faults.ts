import { defineFaults } from '@aftercall/service-runtime';

/** What nobody in this service can answer. Callers get the code and a request id, never the text. */
export const { table, fault } = defineFaults({
  POSTGRES_UNAVAILABLE: { retryable: true, says: 'the registry database did not answer' },
  LEDGER_UNAVAILABLE: { retryable: true, says: 'the ledger database did not answer' },
  EXECUTOR_UNAVAILABLE: { retryable: true, says: 'no executor answered' },
  VAULT_UNAVAILABLE: { retryable: true, says: 'the vault did not answer' },
});
