import { RUN_NOTICE_CHANNEL } from '@aftercall/wire-format';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { SendNotices } from '../tell-run-changes.ts';

/**
 * Notices by PostgreSQL's NOTIFY, over a connection that does nothing else: a transaction that notifies takes a lock that
 * all of them share until its commit, which runs must never wait for.
 */
export function postgresRunNotices(database: LedgerDatabase): SendNotices {
  return async (notices) => {
    await database.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [
      RUN_NOTICE_CHANNEL,
      notices,
    ]);
  };
}
