import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFolderOwner, FolderTaken, lockFolder } from './folder-lock.ts';
import { findProcessBirth } from './process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercall-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const record = (pid: number, birth: string | undefined): string =>
  JSON.stringify({ pid, birth, since: '2026-11-20T09:00:00.000Z' });

describe('lockFolder', () => {
  it('holds the folder until it is released, and leaves nothing', () => {
    const lock = lockFolder(folder);
    expect(findFolderOwner(folder)?.pid).toBe(process.pid);
    expect(() => lockFolder(folder)).toThrow(FolderTaken);
    lock.release();
    lock.release();
    expect(findFolderOwner(folder)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names the owner and since when', () => {
    const birth = findProcessBirth(process.ppid);
    writeFileSync(join(folder, 'owner.json'), record(process.ppid, birth));
    expect(() => lockFolder(folder)).toThrow(
      `${folder} is in use by process ${String(process.ppid)} since 2026-11-20T09:00:00.000Z`,
    );
  });

  it('takes the folder of a dead process, also when its id was given to another', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const [pid, birth] = [child.pid ?? 0, findProcessBirth(child.pid ?? 0)];
    await once(child, 'exit');
    for (const left of [record(pid, birth), record(process.ppid, 'another life'), '{"pid":', '']) {
      writeFileSync(join(folder, 'owner.json'), left);
      lockFolder(folder).release();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('does not release what another process has taken since', () => {
    const lock = lockFolder(folder);
    const other = record(process.ppid, findProcessBirth(process.ppid));
    writeFileSync(join(folder, 'owner.json'), other);
    lock.release();
    expect(readFileSync(join(folder, 'owner.json'), 'utf8')).toBe(other);
  });
});
