import type { Config } from 'jest';
import { acquirePostgres } from '../postgres/acquire-postgres.ts';
import { keepUntilTeardown } from './test-server-handle.ts';

/**
 * One PostgreSQL for all suites of this jest process, found by `TestDatabase`. Only when the process runs integration
 * specs: unit specs need none and should not wait for it.
 */
export default async function globalSetup(_: Config.GlobalConfig, project: Config.ProjectConfig): Promise<void> {
  const runsIntegration = project.testRegex.some((pattern) => new RegExp(pattern).test('any.int.spec.ts'));
  if (runsIntegration) keepUntilTeardown(await acquirePostgres());
}
