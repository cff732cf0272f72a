import { readFileSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Stat {
  parent: number;
  seconds: number;
}

/** CPU seconds of these processes and all their descendants until now, ended children included (Linux: proc(5), stat). */
export function cpuSecondsOf(...pids: number[]): number {
  const stats = readStats();
  const wanted = new Set(pids);
  for (let grew = true; grew;) {
    grew = false;
    for (const [pid, { parent }] of stats) {
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid);
        grew = true;
      }
    }
  }
  return [...wanted].reduce((sum, pid) => sum + (stats.get(pid)?.seconds ?? 0), 0);
}

function readStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The command may hold spaces and parentheses: fields are counted after the last one.
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
      stats.set(Number(name), { parent: fields[1] ?? 0, seconds: ticks / ticksPerSecond });
    } catch {
      // It ended while we were reading.
    }
  }
  return stats;
}
