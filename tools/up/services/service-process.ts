import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How to start one process. */
export interface ServicePlan {
  readonly name: string;
  /** The script and what stands behind it; run by the Node that runs this. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Answers 200 when the process is ready, and says why not otherwise. */
  readonly readyUrl: string;
}

/** Why a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Ends a process when this one is gone, kill -9 included (Linux). */
const leash = ['setpriv', '--pdeathsig', 'TERM', '--'];
let isLeashThere: boolean | undefined;

/** One life of a service: from its start to its end. */
export class ServiceProcess {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  #end: ProcessEnd | undefined;

  /** @param onLine - each line that it writes, whichever way */
  constructor(plan: ServicePlan, onLine: (line: string) => void) {
    const child = start(plan);
    this.pid = child.pid ?? 0;
    this.ended = new Promise((done) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#end = { code, signal };
        done(this.#end);
      };
      child.once('error', (error) => {
        onLine(error.message);
        end(1, null);
      });
      // `close` comes after the last line; `exit` might come before it.
      child.once('close', end);
    });
    for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
  }

  /** Why it ended, or undefined while it runs. */
  get end(): ProcessEnd | undefined {
    return this.#end;
  }

  /** Asks it to stop; after `patienceMs` it is ended with everything that it started. */
  async stop(patienceMs: number): Promise<void> {
    if (this.#end !== undefined) return;
    this.tell('SIGTERM');
    const timer = setTimeout(() => this.kill(), patienceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends it at once, with everything that it started. */
  kill(): void {
    this.tell('SIGKILL');
  }

  private tell(signal: NodeJS.Signals): void {
    if (this.#end !== undefined || this.pid === 0) return;
    try {
      // A service stops in order by itself; what it started is reached through its group only when nothing else helps.
      process.kill(signal === 'SIGKILL' ? -this.pid : this.pid, signal);
    } catch {
      // It ended this very moment.
    }
  }
}

/** In a process group of its own: a terminal's Ctrl-C must reach it through us alone, or it would stop before the others. */
function start({ args, environment }: ServicePlan): ChildProcess & { stdout: Readable; stderr: Readable } {
  isLeashThere ??= spawnSync(leash[0] ?? '', [...leash.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
  const [program = '', ...rest] = [...(isLeashThere ? leash : []), process.execPath, ...args];
  return spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: environment });
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    if (line.trim() !== '') onLine(line);
  });
}
