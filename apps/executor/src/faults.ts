import { defineFaults } from '@aftercall/service-runtime';

/** Every fault of this service; each has a row in docs/reference/errors.md. */
export const { table, fault } = defineFaults({
  POSTGRES_UNAVAILABLE: { retryable: true, says: 'the ledger did not answer' },
  ENTRY_REFUSED: { retryable: false, says: 'the ledger can never store these facts of a run' },
  REGISTRY_UNAVAILABLE: { retryable: true, says: 'the registry did not answer' },
  VAULT_UNAVAILABLE: { retryable: true, says: 'the vault did not answer' },
});
