import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, until } from '@aftercall/dev-harness';

const root = resolve(import.meta.dirname, '../../..');
const READY_MS = 60_000;
const STOP_MS = 60_000;

/** An executor as a process of its own, from its sources: no build is needed. */
export class ExecutorProcess {
  readonly opsUrl: string;
  readonly intakeUrl: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<[code: number | null]>;
  readonly #logFile: string;

  private constructor(child: ChildProcess, ports: { port: number; opsPort: number }, logFile: string) {
    this.#child = child;
    this.#ended = once(child, 'exit') as Promise<[code: number | null]>;
    this.#logFile = logFile;
    this.opsUrl = `http://127.0.0.1:${String(ports.opsPort)}`;
    this.intakeUrl = `http://127.0.0.1:${String(ports.port)}/v1/call-events`;
  }

  /** Resolves at once; `untilReady` says when it takes calls. */
  static async start(settings: Readonly<Record<string, string>>, logFolder: string): Promise<ExecutorProcess> {
    const [port, opsPort] = [await freePort(), await freePort()];
    const logFile = join(logFolder, `executor-${String(opsPort)}.log`);
    const log = openSync(logFile, 'a', 0o600);
    const flags = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning'];
    const child = spawn(process.execPath, [...flags, join(root, 'apps/executor/src/main.ts')], {
      stdio: ['ignore', log, log],
      env: { ...process.env, NODE_ENV: 'production', ...settings, PORT: String(port), OPS_PORT: String(opsPort) },
    });
    closeSync(log);
    return new ExecutorProcess(child, { port, opsPort }, logFile);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async untilReady(): Promise<void> {
    try {
      await until(
        async () => {
          if (this.#child.exitCode !== null) return 'ended';
          return (await fetch(`${this.opsUrl}/readyz`)).status === 200 && 'ready';
        },
        { deadlineMs: READY_MS, what: 'an executor to be ready' },
      );
    } catch (error) {
      throw new Error(`an executor did not become ready. It said:\n${this.said()}`, { cause: error });
    }
  }

  /** As kill -9. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** In order: it hands its runs and its partitions over. @throws Error when it does not end */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    const [code] = await this.#ended;
    clearTimeout(tooLong);
    if (code !== 0) throw new Error(`an executor did not stop in order. It said:\n${this.said()}`);
  }

  /** The end of its log. */
  said(): string {
    return readFileSync(this.#logFile, 'utf8').split('\n').slice(-30).join('\n');
  }
}
