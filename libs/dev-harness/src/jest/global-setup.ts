import { acquirePostgres } from '../postgres/acquire-postgres.ts';
import { keepUntilTeardown } from './test-server-handle.ts';

/** The part of jest's project configuration that says which spec files run. */
interface ProjectConfig {
  readonly testRegex: readonly (string | RegExp)[];
}

/**
 * One PostgreSQL for all suites of this jest process, found by `TestDatabase`. Only when the process runs integration
 * specs: unit specs need none and should not wait for it.
 */
export default async function globalSetup(_: unknown, project: ProjectConfig): Promise<void> {
  const runsIntegration = project.testRegex.some((pattern) => new RegExp(pattern).test('any.int.spec.ts'));
  if (runsIntegration) keepUntilTeardown(await acquirePostgres());
}
