import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells one life of a process id from the next: ids are used again, above all after a restart of the machine.
 * @returns a text that only this process has, or undefined when no process with this id runs. A process that ended and
 * still waits to be reaped does not run: in a container its entry can stay for long.
 */
export function findProcessBirth(pid: number): string | undefined {
  return process.platform === 'linux' ? readBirthFromProc(pid) : readBirthFromPs(pid);
}

/**
 * The command line of a running process, arguments joined by one blank.
 * @returns undefined when it does not run or may not be looked at
 */
export function findCommandLine(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') return ps('command=', pid);
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return undefined;
  }
}

/** Field 3 of proc(5) `stat` is the state, 22 the start in clock ticks since boot; the name in field 2 may hold blanks. */
function readBirthFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function readBirthFromPs(pid: number): string | undefined {
  try {
    return ps('lstart=', pid) || undefined;
  } catch {
    return undefined;
  }
}

function ps(column: string, pid: number): string {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio }).trim();
}
