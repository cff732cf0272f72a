import { acquirePostgres } from '../postgres/acquire-postgres.ts';
import { testServerVariable } from '../postgres/test-server.ts';
import { keepUntilTeardown } from './started-parts.ts';

/** One PostgreSQL for all suites of this jest process, found by `TestDatabase`. */
export default async function globalSetup(): Promise<void> {
  const server = await acquirePostgres();
  keepUntilTeardown(server);
  process.env[testServerVariable] = server.adminUrl;
}
