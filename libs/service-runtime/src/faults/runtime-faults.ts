import { defineFaults } from './define-faults.ts';

/** The faults of this library: of starting a service and of its database, ports and keys. */
export const { table: runtimeFaults, fault } = defineFaults({
  POSTGRES_UNREACHABLE: { retryable: true, says: 'the database did not accept a connection' },
  SCHEMA_NEWER: { retryable: false, says: 'the database holds migrations that this release does not know' },
  MIGRATION_REFUSED: { retryable: false, says: 'the folder of migrations cannot be used as it is' },
  MIGRATION_FAILED: { retryable: false, says: 'a migration failed and was rolled back' },
  ROLE_NOT_GRANTABLE: { retryable: false, says: 'the connecting role may not manage a role that already exists' },
  LOGIN_TOO_POWERFUL: { retryable: false, says: 'a service login has rights that switch row-level security off' },
  ROLES_BUSY: { retryable: true, says: 'other processes kept changing the same database roles' },
  PORT_TAKEN: { retryable: false, says: 'another process listens on this port' },
  SERVICE_KEY_UNUSABLE: { retryable: false, says: 'a service key or the list of trusted keys cannot be used' },
});
