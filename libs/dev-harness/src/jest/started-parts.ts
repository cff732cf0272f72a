/** What a global setup started and the teardown must stop. */
export interface StartedPart {
  readonly release: () => Promise<void>;
}

/** Jest loads setup and teardown apart, and each in a module world of its own: they meet on the global object. */
const place = globalThis as { aftercallTestParts?: StartedPart[] | undefined };

/** Lets `releaseTestServers` stop it. */
export function keepUntilTeardown(part: StartedPart): void {
  place.aftercallTestParts = [...(place.aftercallTestParts ?? []), part];
}

/** Stops what was kept, the last first. */
export async function releaseTestServers(): Promise<void> {
  const parts = place.aftercallTestParts ?? [];
  place.aftercallTestParts = undefined;
  for (const part of parts.toReversed()) await part.release();
}
