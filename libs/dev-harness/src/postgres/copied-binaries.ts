import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/**
 * PostgreSQL's programs in a folder that every user may enter: copied once per version (60 MB, 0.2 s), for root's own use.
 * @param binaries - the folder of programs as npm installed it, perhaps below a folder that is closed to others
 * @returns the same folder of programs in the copy
 */
export function copyBinariesForAll(binaries: string): string {
  const native = resolve(binaries, '..');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const place = join(tmpdir(), `aftercall-postgres-programs-${version}`);
  if (!isOurs(place)) {
    const part = mkdtempSync(`${place}-`);
    cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    openForAll(part);
    // Another process may have been faster, or a stranger may hold the name: then the copy keeps its own.
    try {
      renameSync(part, place);
    } catch {
      if (!isOurs(place)) return join(part, basename(binaries));
      rmSync(part, { recursive: true, force: true });
    }
  }
  return join(place, basename(binaries));
}

/** Programs that somebody else could have put or could change there are not run. */
function isOurs(place: string): boolean {
  try {
    const { uid, mode } = lstatSync(place);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
