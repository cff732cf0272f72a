import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../../..');

interface ProcessSettings {
  env?: Record<string, string>;
  nodeFlags?: readonly string[];
}

/** A Node process that the bench started, spoken to line by line. */
export class BenchProcess {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string, undefined>;

  constructor(script: string, args: readonly string[], { env, nodeFlags = [] }: ProcessSettings = {}) {
    const flags = script.endsWith('.ts') ? ['--conditions=@aftercall/source'] : [];
    const child = spawn(process.execPath, [...flags, ...nodeFlags, join(root, script), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line that it says. @throws Error when it ended */
  async line(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done === true) throw new Error(`a process of the bench ended: exit ${this.#child.exitCode}`);
    return next.value;
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resident memory now, in bytes. */
  rss(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
  }
}
