import { defineFaults } from '@aftercall/service-runtime';

/** The faults of the vault. Callers see the code; `says` is for the operator's log. */
export const { table: vaultFaults, fault } = defineFaults({
  POSTGRES_UNAVAILABLE: { retryable: true, says: 'the database of the vault did not answer' },
  KEY_UNKNOWN: { retryable: false, says: 'a stored secret was sealed with a key that VAULT_KEK_KEYS does not hold' },
  SEAL_BROKEN: { retryable: false, says: 'a stored secret does not open: it, its row or its key was changed' },
});
