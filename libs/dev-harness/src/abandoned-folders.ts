import { readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFolderOwner } from './folder-lock.ts';

/** Younger than this, its owner may not have signed it yet. */
const youthMs = 60_000;

/** Removes temporary folders of this user whose name begins so and whose owner was killed before it could remove them. */
export function removeAbandonedFolders(prefix: string): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      const facts = statSync(folder);
      const isOurs = process.getuid === undefined || facts.uid === process.getuid();
      const isOld = Date.now() - facts.mtimeMs > youthMs;
      if (isOurs && isOld && findFolderOwner(folder) === undefined) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process removed it first.
    }
  }
}
