import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFolderOwner, FolderTaken, lockFolder } from '@aftercall/dev-harness';
import type { FolderLock, FolderOwner } from '@aftercall/dev-harness';
import { UpProblem } from '../problem.ts';
import type { Say } from '../say.ts';
import { moveAside } from './move-aside.ts';
import { readUpFile } from './up-file.ts';

/** Goes up when what lies in the folder changes in a way that this program cannot read any more. */
const layout = '1';

/** What another program puts there before there is a layout. */
const mayPrecede = new Set(['install.lock', 'owner.json']);

/** `.aftercall`, or where `AFTERCALL_FOLDER` says. */
export function stateFolderOf(root: string): string {
  const given = process.env['AFTERCALL_FOLDER'];
  return given === undefined || given === '' ? join(root, '.aftercall') : resolve(root, given);
}

/**
 * Makes the folder (0700) and takes it for this process. What another version left there in another layout is moved
 * aside, never changed.
 * @throws UpProblem that names the one that is up
 */
export function takeStateFolder(folder: string, say: Say): FolderLock {
  const owner = findFolderOwner(folder);
  if (owner !== undefined) throw alreadyUp(folder, owner);
  freeFromOther(folder, say);
  make(folder);
  try {
    const lock = lockFolder(folder);
    writeFileSync(join(folder, 'layout'), `${layout}\n`);
    return lock;
  } catch (error) {
    throw error instanceof FolderTaken ? alreadyUp(folder, error.owner) : error;
  }
}

/** Node says ENOENT for a folder that cannot be made on a read-only file system. */
function make(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw cause;
    throw new UpProblem(
      `${folder} cannot be made: ${message}.\nRemedy: make it yours, or set AFTERCALL_FOLDER to a folder that can be written`,
      cause,
    );
  }
}

function freeFromOther(folder: string, say: Say): void {
  if (!existsSync(folder)) return;
  const layoutFile = join(folder, 'layout');
  const found = existsSync(layoutFile) ? readFileSync(layoutFile, 'utf8').trim() : undefined;
  const isNew = found === undefined && readdirSync(folder).every((name) => mayPrecede.has(name));
  if (found === layout || isNew) return;
  moveAside(folder, 'was made by another version', say);
}

function alreadyUp(folder: string, { pid, since }: FolderOwner): UpProblem {
  const up = readUpFile(folder);
  const where =
    up === undefined ? 'it is still starting' : `GraphQL ${up.graphqlUrl ?? ''}, call events ${up.intakeUrl ?? ''}`;
  return new UpProblem(
    `Aftercall is up already: process ${String(pid)}, since ${since.toISOString()} (${where}).\n` +
      'Remedy: use that one, or stop it with Ctrl-C where it runs',
  );
}
