import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, migrateServices, startEmbeddedPostgres, type EmbeddedPostgres } from '@aftercall/dev-harness';
import { startOwnKafka, type ApacheKafka } from '@aftercall/dev-harness/kafka';
import { generateServiceKey, prepareRoles } from '@aftercall/service-runtime';
import { ExecutorProcess } from './executor-process.ts';
import { PublishedFeed } from './published-feed.ts';
import { ToldTarget } from './told-target.ts';

/** What stands around the executors: PostgreSQL, Apache Kafka, a feed of published flows, a target. All of it our own. */
export class Stage {
  readonly kafka: ApacheKafka;
  readonly target: ToldTarget;
  readonly #folder: string;
  readonly #feed: PublishedFeed;
  readonly #port: number;
  readonly #login: { name: string; password: string };
  readonly #keys = generateServiceKey('executor');
  readonly #executors = new Set<ExecutorProcess>();
  #postgres: EmbeddedPostgres;

  private constructor(parts: {
    folder: string;
    port: number;
    login: { name: string; password: string };
    postgres: EmbeddedPostgres;
    kafka: ApacheKafka;
    feed: PublishedFeed;
    target: ToldTarget;
  }) {
    this.#folder = parts.folder;
    this.#port = parts.port;
    this.#login = parts.login;
    this.#postgres = parts.postgres;
    this.kafka = parts.kafka;
    this.#feed = parts.feed;
    this.target = parts.target;
  }

  static async build(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'aftercall-chaos-'));
    const port = await freePort();
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), port });
    const login = await prepareLedger(postgres.adminUrl);
    const target = await ToldTarget.start();
    const feed = await PublishedFeed.start(target.url);
    const kafka = await startOwnKafka();
    return new Stage({ folder, port, login, postgres, kafka, feed, target });
  }

  /** As a role that may do everything. */
  get adminUrl(): string {
    return this.#postgres.adminUrl;
  }

  /** One more executor that reads these topics; the settings go over the usual ones. */
  async startExecutor(
    topics: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ExecutorProcess> {
    const database = new URL(this.adminUrl);
    database.username = this.#login.name;
    database.password = this.#login.password;
    const executor = await ExecutorProcess.start(
      {
        DATABASE_URL: database.href,
        REGISTRY_URL: this.#feed.url,
        VAULT_URL: 'http://127.0.0.1:9',
        SERVICE_PRIVATE_KEY: this.#keys.privateKey,
        SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [this.#keys.publicKey] }),
        EGRESS_ALLOW: `127.0.0.1:${new URL(this.target.url).port}`,
        KAFKA_BROKERS: this.kafka.brokers,
        KAFKA_CALL_TOPICS: topics.map((topic) => `${topic}=default`).join(';'),
        LEASE_MS: '5000',
        LOG_LEVEL: 'info',
        ...settings,
      },
      this.#folder,
    );
    this.#executors.add(executor);
    return executor;
  }

  /** A copy of PostgreSQL's folder, taken while it stands still for a moment, as a backup of its disk would be. */
  async backUp(): Promise<void> {
    await this.#postgres.stop();
    this.#copy('postgres', 'backup');
    await this.#startPostgres();
  }

  /** PostgreSQL as it was when it was backed up. */
  async restore(): Promise<void> {
    await this.#postgres.stop();
    rmSync(join(this.#folder, 'postgres'), { recursive: true });
    this.#copy('backup', 'postgres');
    await this.#startPostgres();
  }

  async strike(): Promise<void> {
    await Promise.all([...this.#executors].map((executor) => executor.kill()));
    await Promise.all([this.kafka.stop(), this.#feed.stop(), this.target.stop(), this.#postgres.stop()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** With owners and modes: PostgreSQL refuses a folder that others may read. */
  #copy(from: string, to: string): void {
    execFileSync('cp', ['-a', join(this.#folder, from), join(this.#folder, to)]);
  }

  async #startPostgres(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres({ folder: join(this.#folder, 'postgres'), port: this.#port });
  }
}

async function prepareLedger(adminUrl: string): Promise<{ name: string; password: string }> {
  const login = (name: string) => ({ name: `chaos_${name}`, password: randomUUID() });
  const executor = login('executor');
  const logins = { registry: login('registry'), executor, vault: login('vault'), ledgerReader: login('reader') };
  await prepareRoles({ databaseUrl: adminUrl, logins });
  await migrateServices(adminUrl, ['executor']);
  return executor;
}
