import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '@aftercall/dev-harness';
import { request } from 'undici';

const root = resolve(import.meta.dirname, '..');
const START_DEADLINE_MS = 90_000;
const STOP_DEADLINE_MS = 40_000;

/** What `npm run up` tells in up.json. */
export interface UpFile {
  studioUrl: string;
  loginUrl: string;
  graphqlUrl: string;
  intakeUrl: string;
  targetUrl: string;
  adminToken: string;
  databaseUrl: string;
  /** Null in a world without Kafka. */
  kafkaBrokers: string | null;
  ops: Record<'registry' | 'executor' | 'vault', string>;
  pids: Record<'registry' | 'executor' | 'vault' | 'target' | 'postgres', number>;
}

export interface GraphqlAnswer<Data> {
  status: number;
  data: Data;
  errors: { message: string; extensions?: { code?: string } }[] | undefined;
}

/** One request as the example target shows it. */
export interface Received {
  at: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  status: number | null;
  isRepeated: boolean;
}

/** Who asks, when it is not the first admin for the default workspace. */
export interface As {
  token?: string;
  workspace?: string;
}

/** What a story needs besides the services. */
export interface WorldOptions {
  /** With Apache Kafka of its own; for suites within `describeWithOwnKafka`. Default: calls come by HTTP only. */
  withKafka?: boolean;
  /** Added to what the services are started with, for example `EGRESS_ALLOW`. */
  environment?: NodeJS.ProcessEnv;
}

export type ServiceName = 'registry' | 'executor' | 'vault' | 'target';

/** Stories that run beside each other stop services and start them again: nobody else may take their ports meanwhile. */
const ownFirstPort = (): string => String(4000 + 200 * Number(process.env['JEST_WORKER_ID'] ?? 0));

/**
 * The whole system as `npm run up` starts it, in a folder of its own, used from outside as a customer would: GraphQL, the
 * HTTP door, the example target, signals.
 */
export class World {
  readonly folder: string;
  /** Undefined in a world that somebody else started. */
  private readonly process: ChildProcess | undefined;
  private said = '';

  private constructor(folder: string, process?: ChildProcess) {
    this.folder = folder;
    this.process = process;
    for (const stream of [process?.stdout, process?.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
      });
    }
  }

  /** Resolves when the sample call has run to its end. */
  static async start(options: WorldOptions = {}): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'aftercall e2e-'));
    const world = new World(folder, World.spawnUp(folder, options));
    try {
      await until(() => world.isUp(), { deadlineMs: START_DEADLINE_MS, what: 'npm run up shows the sample run' });
      return world;
    } catch (error) {
      await world.stop();
      throw new Error(`npm run up did not come up. It said:\n${world.log()}`, { cause: error });
    }
  }

  /** The world that runs in a folder already: suites of one jest process share it. Who started it stops it. */
  static at(folder: string): World {
    return new World(folder);
  }

  private static spawnUp(folder: string, { withKafka = false, environment = {} }: WorldOptions): ChildProcess {
    const kafka = withKafka ? { AFTERCALL_KAFKA: 'required', KAFKA_BROKERS: '' } : { AFTERCALL_KAFKA: 'off' };
    return spawn(process.execPath, [join(root, 'tools/up/up.mjs')], {
      cwd: root,
      env: { ...process.env, AFTERCALL_PORT: ownFirstPort(), ...environment, AFTERCALL_FOLDER: folder, ...kafka },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Everything that `npm run up` printed so far. */
  log(): string {
    return this.said;
  }

  /** up.json as it is now: a service that was started again has another pid. */
  get up(): UpFile {
    return JSON.parse(readFileSync(join(this.folder, 'up.json'), 'utf8')) as UpFile;
  }

  async graphql<Data = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    as: As = {},
  ): Promise<GraphqlAnswer<Data>> {
    const answer = await request(this.up.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headersOf(as) },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await answer.body.json()) as Omit<GraphqlAnswer<Data>, 'status'>;
    return { status: answer.statusCode, data: body.data, errors: body.errors };
  }

  /** Posts one event, or a batch. */
  async send(events: object | object[], as: As = {}): Promise<{ status: number; body: IntakeAnswer }> {
    const type = Array.isArray(events) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
    const answer = await request(this.up.intakeUrl, {
      method: 'POST',
      headers: { 'content-type': type, ...this.headersOf(as) },
      body: JSON.stringify(events),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as IntakeAnswer };
  }

  /** What the target received for one call, by the header that the test flows set. */
  async received(callId: string, path?: string): Promise<Received[]> {
    const answer = await request(`${this.up.targetUrl}/received`);
    const all = (await answer.body.json()) as Received[];
    return all.filter((one) => one.headers['x-call'] === callId && (path === undefined || one.path === path));
  }

  async behave(order: {
    path: string;
    status?: number;
    delayMs?: number;
    hang?: boolean;
    times?: number;
  }): Promise<void> {
    const answer = await request(`${this.up.targetUrl}/behave`, { method: 'POST', body: JSON.stringify(order) });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`the target refused to behave: ${text}`);
  }

  /** `npm run up -- stop|start <service>`. */
  async tell(order: 'stop' | 'start', service: ServiceName): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'tools/up/up.mjs'), order, service], {
      cwd: root,
      env: { ...process.env, AFTERCALL_FOLDER: this.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`up ${order} ${service} ended with ${code}: ${said}`);
  }

  /** `npm run ledger:balance`: its exit code and what it says. */
  async balance(): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, [join(root, 'tools/balance/balance.mjs')], {
      cwd: root,
      env: { ...process.env, AFTERCALL_FOLDER: this.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  kill(service: ServiceName): void {
    process.kill(this.up.pids[service], 'SIGKILL');
  }

  /** Ctrl-C, and until everything is gone. Returns the exit code. */
  async stop(): Promise<number | null> {
    const up = this.process;
    if (up === undefined) throw new Error('this world is stopped by whoever started it');
    if (up.exitCode === null && up.signalCode === null) {
      const exit = once(up, 'exit');
      const tooLong = setTimeout(() => up.kill('SIGKILL'), STOP_DEADLINE_MS);
      up.kill('SIGINT');
      await exit;
      clearTimeout(tooLong);
    }
    rmSync(this.folder, { recursive: true, force: true });
    return up.exitCode;
  }

  private isUp(): boolean {
    const exitCode = this.process?.exitCode ?? null;
    if (exitCode !== null) throw new Error(`it ended with ${exitCode}`);
    return existsSync(join(this.folder, 'up.json')) && /run [0-9a-f-]{36} SUCCEEDED/i.test(this.said);
  }

  private headersOf({ token, workspace }: As): Record<string, string> {
    return {
      authorization: `Bearer ${token ?? this.up.adminToken}`,
      ...(workspace === undefined ? {} : { 'aftercall-workspace': workspace }),
    };
  }
}

export interface IntakeAnswer {
  code?: string;
  events: {
    id: string;
    callId: string;
    status: 'new' | 'duplicate' | 'refused';
    problem?: { code: string; path: string; message: string };
  }[];
}
