import type { World } from '../../world.ts';

/** The environment variable by which jest's global setup tells suites where their world is. */
const variable = 'AFTERCALL_STUDIO_WORLD';

/** Jest loads setup and teardown apart: they meet on the global object. */
const place = globalThis as { aftercallStudioWorld?: World | undefined };

/** The folder of the world that is up for all suites. */
export function startedWorld(): string | undefined {
  return process.env[variable];
}

/** Tells suites where the world is, and the teardown what to stop. */
export function keepForTeardown(world: World): void {
  place.aftercallStudioWorld = world;
  process.env[variable] = world.folder;
}

/** Stops the world that the setup started. */
export async function stopStartedWorld(): Promise<void> {
  await place.aftercallStudioWorld?.stop();
}
