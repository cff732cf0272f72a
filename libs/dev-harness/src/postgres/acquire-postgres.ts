import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAbandonedFolders } from '../abandoned-folders.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { joinTestServer } from './test-server.ts';

/** A PostgreSQL for tests. */
export interface AcquiredPostgres {
  /** A role that may create roles and databases. */
  readonly adminUrl: string;
  /** Stops what was started; on a server that was given, removes every database and login that tests left. */
  readonly release: () => Promise<void>;
}

const folderPrefix = 'aftercall-postgres-';

/**
 * The server at `DATABASE_URL`, which may be shared by several test processes at once; without it, one of our own in a
 * temporary folder.
 */
export async function acquirePostgres(): Promise<AcquiredPostgres> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const membership = await joinTestServer(given);
    return { adminUrl: given, release: () => membership.leave() };
  }
  removeAbandonedFolders(folderPrefix);
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await startEmbeddedPostgres({ folder, fast: true });
    return { adminUrl: server.adminUrl, release: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
