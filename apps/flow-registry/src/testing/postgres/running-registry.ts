import { TestDatabase } from '@aftercall/dev-harness';
import { createLogger, generateServiceKey, ServiceTokenSigner } from '@aftercall/service-runtime';
import type { PublishedFlowsAnswer } from '@aftercall/wire-format';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Client } from 'pg';
import 'reflect-metadata';
import { readConfig } from '../../config.ts';
import { Registry } from '../../compose-registry.ts';

export interface GraphqlAnswer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  data?: any;
  errors?: {
    message: string;
    path?: string[];
    extensions: { code: string; requestId?: string; argument?: string; at?: string };
  }[];
}

interface Asked {
  token?: string;
  workspace?: string;
  variables?: object;
}

/** A registry on real PostgreSQL, asked over real HTTP, and what an executor or a vault would hold beside it. */
export class RunningRegistry {
  readonly adminToken = `ac_live_${randomBytes(32).toString('base64url')}`;
  readonly keys = {
    registry: generateServiceKey('registry'),
    executor: generateServiceKey('executor'),
    vault: generateServiceKey('vault'),
  };
  readonly logLines: Record<string, unknown>[] = [];
  private readonly replicas: Registry[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly settings: Record<string, string>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<RunningRegistry> {
    const database = await TestDatabase.create({ services: ['registry', 'executor'] });
    const running = new RunningRegistry(database, settings);
    await running.startReplica();
    return running;
  }

  /** Another process of the same service, as far as the database can tell. */
  async startReplica(settings: Record<string, string> = {}): Promise<Registry> {
    const log = createLogger({
      service: 'registry',
      level: 'info',
      destination: { write: (line) => this.logLines.push(JSON.parse(line) as Record<string, unknown>) },
    });
    const config = readConfig({
      DATABASE_URL: this.database.urls.registry,
      LEDGER_DATABASE_URL: this.database.urls.ledgerReader,
      VAULT_URL: 'http://127.0.0.1:9',
      EXECUTOR_URL: 'http://127.0.0.1:9',
      SERVICE_PRIVATE_KEY: this.keys.registry.privateKey,
      SERVICE_TRUSTED_KEYS: this.trustedKeys,
      BOOTSTRAP_ADMIN_KEY: this.adminToken,
      PORT: '0',
      ...this.settings,
      ...settings,
    });
    const registry = new Registry(config, log, resolve(__dirname, '../..'));
    await registry.start();
    this.replicas.push(registry);
    return registry;
  }

  get trustedKeys(): string {
    return JSON.stringify({ keys: Object.values(this.keys).map((key) => key.publicKey) });
  }

  url(path: string, replica = this.replicas[0]): string {
    return `http://127.0.0.1:${replica?.port ?? 0}${path}`;
  }

  /** As if every executor had stayed away for long: mutations do not wait for readers of an earlier test. */
  async forgetExecutors(): Promise<void> {
    const client = new Client({ connectionString: this.database.urls.registry });
    await client.connect();
    await client.query('delete from registry.executor_seen');
    await client.end();
  }

  async stop(): Promise<void> {
    for (const replica of this.replicas) await replica.stop();
    await this.database.drop();
  }

  /** The answer as it came, errors and all. */
  async ask(
    query: string,
    { token = this.adminToken, workspace, variables }: Asked = {},
    replica?: Registry,
  ): Promise<GraphqlAnswer> {
    const response = await fetch(this.url('/graphql', replica), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(workspace === undefined ? {} : { 'aftercall-workspace': workspace }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<GraphqlAnswer, 'status'>) };
  }

  /** The data of an answer without errors. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  async data(query: string, asked: Asked = {}, replica?: Registry): Promise<any> {
    const answer = await this.ask(query, asked, replica);
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  async poll(
    asked: { after: number; executor: string; waitMs: number },
    replica?: Registry,
  ): Promise<PublishedFlowsAnswer> {
    const token = await new ServiceTokenSigner({ privateKey: this.keys.executor.privateKey }).sign({
      audience: 'registry',
    });
    const query = new URLSearchParams({ after: `${asked.after}`, executor: asked.executor, waitMs: `${asked.waitMs}` });
    const response = await fetch(this.url(`/internal/published-flows?${query.toString()}`, replica), {
      headers: { authorization: `Bearer ${token}` },
    });
    if (response.status !== 200) throw new Error(`the feed answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as PublishedFlowsAnswer;
  }
}
