import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { until } from '@aftercall/dev-harness';
import type { UpFile } from '../world.ts';
import { findProcesses, findTraces, type SeenProcess } from './left-behind.ts';

/** Who starts it, and where. */
export interface Start {
  /** A clone of the repository. */
  clone: string;
  /** Where state is kept. Default: `.aftercall` in the clone. */
  folder?: string;
  /** On top of this process's environment. */
  env?: Readonly<Record<string, string>>;
  /** As whom; default: as ourselves. */
  user?: { uid: number; gid: number };
  /** Stands before `npm`, as `unshare` does. */
  wrapper?: readonly string[];
}

const MARK = 'AFTERCALL_NEWCOMER';
const STOP_DEADLINE_MS = 40_000;

/** Ours, without what npm and Nx put into it: a newcomer's terminal holds none of that. */
export function terminalEnvironment(): NodeJS.ProcessEnv {
  const isTheirs = (name: string): boolean =>
    /^(npm_|NX_|AFTERCALL_|NODE_ENV$|NODE_OPTIONS$|JEST_|INIT_CWD$)/.test(name);
  const own = Object.entries(process.env).filter(([name]) => !isTheirs(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'));
  return { ...Object.fromEntries(own), PATH: path.join(delimiter) };
}

/** One `npm run …` in a clone, as somebody at a terminal starts it, sees it and ends it. */
export class UpSession {
  private readonly child: ChildProcess;
  private readonly mark = `${MARK}=${randomUUID()}`;
  private readonly folder: string;
  private readonly begunMs = performance.now();
  private endedMs: number | undefined;
  private text = '';
  private answer = '';

  constructor(script: readonly string[], { clone, folder, env = {}, user, wrapper = [] }: Start) {
    this.folder = folder ?? join(clone, '.aftercall');
    const [program = '', ...args] = [...wrapper, 'npm', 'run', ...script];
    this.child = spawn(program, args, {
      cwd: clone,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, as a terminal gives one: Ctrl-C reaches all of it.
      detached: true,
      env: {
        ...terminalEnvironment(),
        ...(folder === undefined ? {} : { AFTERCALL_FOLDER: folder }),
        ...env,
        [MARK]: this.mark.slice(MARK.length + 1),
      },
      ...user,
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
      this.answer += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.child.once('close', () => (this.endedMs = performance.now()));
  }

  /** Everything that it has said so far. */
  get said(): string {
    return this.text;
  }

  /** The last line of its standard output that says anything; npm's notices go elsewhere. */
  get lastLine(): string {
    return this.answer.trim().split('\n').at(-1) ?? '';
  }

  get up(): UpFile {
    return JSON.parse(readFileSync(join(this.folder, 'up.json'), 'utf8')) as UpFile;
  }

  get durationMs(): number {
    return (this.endedMs ?? performance.now()) - this.begunMs;
  }

  /** @throws Error with all that it said, when it ends or the deadline comes before */
  async untilSaid(words: RegExp, deadlineMs: number): Promise<void> {
    await this.saying(
      until(() => this.hasEnded() || words.test(this.text), { deadlineMs, what: `it to say ${String(words)}` }),
    );
    if (!words.test(this.text)) throw new Error(`it ended without saying ${String(words)}:\n${this.text}`);
  }

  /** @returns the exit code; null when a signal ended it */
  async untilEnded(deadlineMs: number): Promise<number | null> {
    await this.saying(until(() => this.hasEnded(), { deadlineMs, what: 'it to end' }));
    return this.child.exitCode;
  }

  /** What a terminal does on Ctrl-C. @returns the exit code */
  async interrupt(): Promise<number | null> {
    if (!this.hasEnded()) process.kill(-(this.child.pid ?? 0), 'SIGINT');
    return this.untilEnded(STOP_DEADLINE_MS);
  }

  /** kill -9 of everything that belongs to this start, at once. @returns what was killed */
  async killEverything(): Promise<SeenProcess[]> {
    const found = this.processes();
    for (const { pid } of found) tryKill(pid);
    await this.saying(
      until(() => this.processes().length === 0 && this.hasEnded(), { deadlineMs: 10_000, what: 'all to be dead' }),
    );
    return found;
  }

  /** What runs of it, in whatever folder. */
  processes(): SeenProcess[] {
    return findProcesses(this.mark, realpathSync(this.folder));
  }

  /** What is left of it after its end: processes, sockets, locks. Given a moment, for the kernel takes one. */
  async leftBehind(): Promise<string[]> {
    const list = (): string[] => [
      ...this.processes().map(({ pid, command }) => `process ${pid}: ${command}`),
      ...findTraces(this.folder),
    ];
    await until(() => list().length === 0, { deadlineMs: 3000, what: 'nothing to be left' }).catch(() => undefined);
    return list();
  }

  private hasEnded(): boolean {
    return this.endedMs !== undefined;
  }

  private async saying(waiting: Promise<unknown>): Promise<void> {
    try {
      await waiting;
    } catch (cause) {
      throw new Error(`${(cause as Error).message}. It said:\n${this.text}`, { cause });
    }
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended this very moment.
  }
}
