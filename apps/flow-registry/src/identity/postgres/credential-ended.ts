import type { EntityManager } from 'typeorm';

/** Whoever holds a connection open for a key or a session hears here that one has ended. */
export const CREDENTIAL_ENDED_CHANNEL = 'aftercall_credential_ended';

/** Told with the commit of the caller's transaction. */
export async function tellCredentialEnded(manager: EntityManager): Promise<void> {
  await manager.query('select pg_notify($1, $2)', [CREDENTIAL_ENDED_CHANNEL, '']);
}
