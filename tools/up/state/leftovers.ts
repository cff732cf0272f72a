import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcessBirth } from '@aftercall/dev-harness';
import type { Say } from '../say.ts';
import { writePrivate } from './write-private.ts';

/** A process that was started, told apart from whoever has its id later. */
interface Started {
  readonly name: string;
  readonly pid: number;
  readonly birth: string;
}

const fileIn = (folder: string): string => join(folder, 'processes.json');

/** Notes which processes belong to this start, for the next one in case this one is killed. */
export function noteProcesses(folder: string, pids: Readonly<Record<string, number | null>>): void {
  const started: Started[] = [];
  for (const [name, pid] of Object.entries(pids)) {
    const birth = pid === null ? undefined : findProcessBirth(pid);
    if (pid !== null && birth !== undefined) started.push({ name, pid, birth });
  }
  writePrivate(fileIn(folder), JSON.stringify(started));
}

/** Everything was stopped in order. */
export function forgetProcesses(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

/**
 * Ends what a killed start left running. Where `setpriv` is there they end by themselves, the executor after it has
 * finished what is in flight; elsewhere they would run on. The caller holds the folder, so they have no owner.
 */
export async function endLeftovers(folder: string, say: Say, patienceMs = 5000): Promise<void> {
  const left = readStarted(folder).filter(isRunning);
  if (left.length > 0) {
    say.warn(
      `The last start was killed; ending what it left: ${left.map(({ name, pid }) => `${name} ${String(pid)}`).join(', ')}`,
    );
    for (const { pid } of left) tell(pid, 'SIGTERM');
    const endMs = performance.now() + patienceMs;
    while (left.some(isRunning) && performance.now() < endMs) await delay(20);
    for (const { pid } of left.filter(isRunning)) tell(pid, 'SIGKILL');
  }
  forgetProcesses(folder);
}

function readStarted(folder: string): Started[] {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Started[];
  } catch {
    return [];
  }
}

function isRunning({ pid, birth }: Started): boolean {
  return findProcessBirth(pid) === birth;
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}
