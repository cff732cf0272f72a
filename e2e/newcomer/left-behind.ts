import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A process as it was seen. */
export interface SeenProcess {
  pid: number;
  command: string;
}

/**
 * Every process of a start: it inherited the mark in its environment, or works in the folder. PostgreSQL writes its title
 * over its environment, so that it is known by its folder only.
 */
export function findProcesses(mark: string, folder: string): SeenProcess[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => isRunning(pid) && (readProc(pid, 'environ').includes(mark) || isWithin(cwdOf(pid), folder)))
    .map((pid) => ({ pid: Number(pid), command: readProc(pid, 'cmdline').replaceAll('\0', ' ').trim() }));
}

/** Files in a state folder that tell of something that runs: sockets, locks, notes of processes. */
export function findTraces(folder: string): string[] {
  const telling = /(\.sock|\.lock|\.pid|^owner\.json|^up\.json|^processes\.json|^broker\.json)$/;
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => telling.test(entry.split('/').at(-1) ?? '')).map((entry) => join(folder, entry));
}

function isWithin(path: string | undefined, folder: string): boolean {
  return path !== undefined && (path === folder || path.startsWith(`${folder}/`));
}

/** One that has ended and waits to be reaped holds nothing any more. */
function isRunning(pid: string): boolean {
  const stat = readProc(pid, 'stat');
  return stat !== '' && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

function cwdOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
