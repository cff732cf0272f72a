import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FolderTaken, lockFolder } from '@aftercall/dev-harness';
import type { FolderLock } from '@aftercall/dev-harness';

const pauseMs = 50;

/**
 * Starts of one user on one machine take turns, from the choice of ports until everything listens: two that chose the
 * same port would take each other's services for their own.
 * @returns what ends the turn
 */
export async function takeTurn(signal: AbortSignal): Promise<() => void> {
  const folder = join(tmpdir(), `aftercall-start-${String(process.getuid?.() ?? '')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const lock = tryLock(folder);
    if (lock !== undefined) return lock.release;
    await delay(pauseMs, undefined, { signal });
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
