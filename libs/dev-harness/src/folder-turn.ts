import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { FolderTaken, lockFolder } from './folder-lock.ts';
import type { FolderLock } from './folder-lock.ts';

const pauseMs = 50;

/**
 * Waits until no other living process holds the folder, and takes it. For work that processes which start at the same
 * time would otherwise do twice, or to each other.
 * @param folder - made when missing (0700)
 * @returns what ends the turn
 */
export async function takeFolderTurn(folder: string, signal?: AbortSignal): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const lock = tryLock(folder);
    if (lock !== undefined) return lock.release;
    await delay(pauseMs, undefined, signal === undefined ? {} : { signal });
  }
}

function tryLock(folder: string): FolderLock | undefined {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof FolderTaken) return undefined;
    throw error;
  }
}
