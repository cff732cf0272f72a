import { acquirePostgres } from '../postgres/acquire-postgres.ts';
import { keepUntilTeardown } from './test-server-handle.ts';

/** One PostgreSQL for all suites of this jest process, found by `TestDatabase`. */
export default async function globalSetup(): Promise<void> {
  keepUntilTeardown(await acquirePostgres());
}
