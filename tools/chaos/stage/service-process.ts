import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, until } from '@aftercall/dev-harness';
import { complaintOf } from './complaint.ts';

const root = resolve(import.meta.dirname, '../../..');
/** Loaded first: ends the process when this one is gone, and marks its requests with its pid. */
const preload = join(import.meta.dirname, 'on-stage.mjs');
/** Sources with decorators, as the vault's are. */
const compiler = join(root, 'tools/build/compile-on-load.mjs');
const READY_MS = 60_000;
const STOP_MS = 60_000;

/** How a service is started. */
export interface ServiceStart {
  /** Its script, below the root. */
  script: string;
  settings: Readonly<Record<string, string>>;
  /** For its log. */
  folder: string;
  hasDecorators?: boolean;
  /** Where it listens; left out = where nobody else does. */
  ports?: ServicePorts;
}

export interface ServicePorts {
  port: number;
  opsPort: number;
}

/** One service as a process of its own, which does not outlive this one. */
export class ServiceProcess {
  readonly url: string;
  readonly opsUrl: string;
  readonly startedAtMs = Date.now();
  /** Resolves when it ends and nobody asked it to. */
  readonly diedAlone: Promise<Error>;
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<[code: number | null]>;
  readonly #logFile: string;
  #isAskedToEnd = false;

  private constructor(child: ChildProcess, name: string, ports: ServicePorts, logFile: string) {
    this.#child = child;
    this.#name = name;
    this.#ended = once(child, 'exit') as Promise<[code: number | null]>;
    this.#logFile = logFile;
    this.diedAlone = new Promise((died) => {
      child.once('exit', (code) => {
        if (!this.#isAskedToEnd) died(new Error(`${name} ended by itself (${String(code)}). It said:\n${this.said()}`));
      });
    });
    this.url = `http://127.0.0.1:${String(ports.port)}`;
    this.opsUrl = `http://127.0.0.1:${String(ports.opsPort)}`;
  }

  /** Resolves at once; `untilReady` says when it serves. */
  static async start({
    script,
    settings,
    folder,
    hasDecorators = false,
    ports,
  }: ServiceStart): Promise<ServiceProcess> {
    const { port, opsPort } = ports ?? { port: await freePort(), opsPort: await freePort() };
    const name = script.split('/')[1] ?? script;
    const logFile = join(folder, `${name}-${String(opsPort)}.log`);
    const log = openSync(logFile, 'a', 0o600);
    const flags = [
      '--conditions=@aftercall/source',
      '--disable-warning=ExperimentalWarning',
      ...(hasDecorators ? ['--import', compiler] : []),
      '--import',
      preload,
    ];
    const child = spawn(process.execPath, [...flags, join(root, script)], {
      // A session of its own: a terminal's Ctrl-C is ours to handle. The fourth is the leash.
      detached: true,
      stdio: ['ignore', log, log, 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', ...settings, PORT: String(port), OPS_PORT: String(opsPort) },
    });
    closeSync(log);
    return new ServiceProcess(child, name, { port, opsPort }, logFile);
  }

  get ports(): ServicePorts {
    return { port: Number(new URL(this.url).port), opsPort: Number(new URL(this.opsUrl).port) };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async isReady(): Promise<boolean> {
    if (this.hasEnded) return false;
    const asked = fetch(`${this.opsUrl}/readyz`, { signal: AbortSignal.timeout(2000) });
    return asked.then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  async untilReady(): Promise<void> {
    try {
      const check = async () => this.hasEnded || (await this.isReady());
      await until(check, { deadlineMs: READY_MS, what: `${this.#name} to be ready` });
    } catch (error) {
      throw new Error(`${this.#name} did not become ready. It said:\n${this.said()}`, { cause: error });
    }
    if (this.hasEnded) throw new Error(`${this.#name} ended before it was ready. It said:\n${this.said()}`);
  }

  /** As kill -9; also one that stands still. */
  async kill(): Promise<void> {
    this.#isAskedToEnd = true;
    if (this.hasEnded) return;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Stands still from now on, as a machine that is frozen for a while. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** In order: it hands its runs and its partitions over. @throws Error when it does not end */
  async stop(): Promise<void> {
    this.#isAskedToEnd = true;
    this.#child.kill('SIGTERM');
    const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    const [code] = await this.#ended;
    clearTimeout(tooLong);
    if (code !== 0) throw new Error(`${this.#name} did not stop in order. It said:\n${this.said()}`);
  }

  /** The worst that it said at its end. */
  complaint(): string {
    return complaintOf(this.said());
  }

  /** The end of its log. */
  said(): string {
    return readFileSync(this.#logFile, 'utf8').split('\n').slice(-30).join('\n');
  }
}
