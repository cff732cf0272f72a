import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where this user keeps what was fetched once and serves every clone: `AFTERCALL_CACHE`, else `aftercall` in the user's
 * cache folder, else (for a user without a home) a folder of the user's own among the temporary files. It is made (0700).
 * @throws Error when `AFTERCALL_CACHE` names a folder that cannot be written; or, without it, when none can
 */
export function findCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment['AFTERCALL_CACHE'] ?? '';
  const places = given === '' ? usualPlaces(environment) : [resolve(given)];
  const place = places.find(isOurs);
  if (place !== undefined) return place;
  throw new Error(
    `there is no folder to keep downloads in: ${places.join(', ')} cannot be written. Remedy: set AFTERCALL_CACHE to one of your own`,
  );
}

function usualPlaces(environment: NodeJS.ProcessEnv): string[] {
  const caches = environment['XDG_CACHE_HOME'] ?? '';
  const ofUser = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
  const user = String(process.getuid?.() ?? '');
  return [
    join(caches === '' ? join(homedir(), ofUser) : resolve(caches), 'aftercall'),
    join(environment['TMPDIR'] ?? tmpdir(), `aftercall-cache-${user}`),
  ];
}

/** What somebody else could have put there is not run: a folder among the temporary files may be a stranger's. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    const { uid, mode } = lstatSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}
