import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcessBirth } from './process-identity.ts';

/** Who holds a folder. */
export interface FolderOwner {
  readonly pid: number;
  /** When it took the folder. */
  readonly since: Date;
}

/** A folder that this process holds, until `release` or its death. */
export interface FolderLock {
  /** Gives the folder free. Harmless when called again. */
  readonly release: () => void;
}

/** Another living process holds the folder. */
export class FolderTaken extends Error {
  readonly owner: FolderOwner;

  constructor(folder: string, owner: FolderOwner) {
    super(`${folder} is in use by process ${String(owner.pid)} since ${owner.since.toISOString()}`);
    this.name = 'FolderTaken';
    this.owner = owner;
  }
}

interface LockRecord {
  readonly pid: number;
  readonly birth: string;
  readonly since: string;
}

/**
 * Takes a folder for this process, by the file `owner.json` in it. What a dead process left behind is no obstacle, even
 * when its id has been given to another one since.
 * @throws FolderTaken when its owner lives; the file system's error when the folder cannot be written
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, 'owner.json');
  const mine = writeDraft(folder);
  try {
    while (!tryLink(mine, file)) {
      const holder = readRecord(file);
      if (holder !== undefined && isAlive(holder)) throw new FolderTaken(folder, ownerOf(holder));
      removeStale(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      if (readRecord(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** Who holds the folder now, or undefined when nobody that lives does. */
export function findFolderOwner(folder: string): FolderOwner | undefined {
  const holder = readRecord(join(folder, 'owner.json'));
  return holder !== undefined && isAlive(holder) ? ownerOf(holder) : undefined;
}

/** Written apart and linked into place: whoever sees the lock sees all of it. */
function writeDraft(folder: string): string {
  const draft = join(folder, `owner.${randomUUID()}`);
  const record: LockRecord = {
    pid: process.pid,
    birth: findProcessBirth(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  return draft;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Moves the stale file aside before removing it, and looks at what was moved: of two processes that found it stale, the
 * second would otherwise remove the lock that the first has just made.
 */
function removeStale(file: string, stale: LockRecord | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readRecord(aside);
  if (moved !== undefined && (moved.pid !== stale?.pid || moved.birth !== stale.birth)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readRecord(file: string): LockRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as Partial<LockRecord>;
    const { pid, birth, since } = record;
    return pid === undefined || birth === undefined || since === undefined ? undefined : { pid, birth, since };
  } catch {
    return undefined;
  }
}

function isAlive(record: LockRecord): boolean {
  return findProcessBirth(record.pid) === record.birth;
}

function ownerOf(record: LockRecord): FolderOwner {
  return { pid: record.pid, since: new Date(record.since) };
}
