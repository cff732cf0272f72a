import type { AcquiredPostgres } from '../postgres/acquire-postgres.ts';
import { testServerVariable } from '../postgres/test-server.ts';

/** Jest loads setup and teardown apart, and each in a module world of its own: they meet on the global object. */
const place = globalThis as { aftercallTestServer?: AcquiredPostgres | undefined };

/** Lets suites find the server, also those in other processes, and `releaseTestServer` stop it. */
export function keepUntilTeardown(server: AcquiredPostgres): void {
  place.aftercallTestServer = server;
  process.env[testServerVariable] = server.adminUrl;
}

/** Stops the server that was kept, if there is one. */
export async function releaseTestServer(): Promise<void> {
  const server = place.aftercallTestServer;
  place.aftercallTestServer = undefined;
  await server?.release();
}
