import { randomBytes, randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, migrateServices, startEmbeddedPostgres, type EmbeddedPostgres } from '@aftercall/dev-harness';
import { KafkaMissing, startOwnKafka, type ApacheKafka } from '@aftercall/dev-harness/kafka';
import { generateServiceKey, prepareRoles, ServiceTokenSigner } from '@aftercall/service-runtime';
import { entriesFor, PublishedFeed } from './published-feed.ts';
import { ServiceProcess, type ServicePorts } from './service-process.ts';
import { ToldTarget } from './told-target.ts';

/** What stands published, and the origins that it calls. */
export interface Published {
  values: readonly object[];
  origins: readonly string[];
}

export interface StageOptions {
  /** Left out: one action for each of two agents, which call `target`. */
  published?: Published;
  /** Default `required`. `where-found`: without it `kafka` is undefined, and `kafkaObstacle` says why. */
  kafka?: 'required' | 'where-found';
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

type ServiceName = 'executor' | 'vault';
type Logins = Readonly<Record<ServiceName, { name: string; password: string }>>;

interface Parts {
  folder: string;
  port: number;
  logins: Logins;
  postgres: EmbeddedPostgres;
  broker: ApacheKafka | undefined;
  kafkaObstacle: string | undefined;
  feed: PublishedFeed;
  target: ToldTarget;
  origins: readonly string[];
}

/** What stands around the executors: PostgreSQL, Apache Kafka, a feed of published flows, targets, a vault. All of it our own. */
export class Stage {
  readonly folder: string;
  readonly target: ToldTarget;
  /** Why there is no Kafka; undefined where there is. */
  readonly kafkaObstacle: string | undefined;
  readonly #parts: Parts;
  readonly #keys = { registry: generateServiceKey('registry'), executor: generateServiceKey('executor') };
  readonly #kek = randomBytes(32).toString('base64');
  readonly #services = new Set<ServiceProcess>();
  #postgres: EmbeddedPostgres;
  #vault: ServiceProcess | undefined;
  #restarting: Promise<void> = Promise.resolve();

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.folder = parts.folder;
    this.target = parts.target;
    this.kafkaObstacle = parts.kafkaObstacle;
    this.#postgres = parts.postgres;
  }

  static async build({ published, kafka = 'required' }: StageOptions = {}): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'aftercall-chaos-'));
    const port = await freePort();
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), port });
    const logins = await prepareDatabase(postgres.adminUrl);
    const target = await ToldTarget.start();
    const { values, origins } = published ?? { values: entriesFor(target.url), origins: [target.url] };
    const feed = await PublishedFeed.start(values);
    const found = await findKafka(kafka);
    return new Stage({ ...{ folder, port, postgres, logins, feed, target, origins }, ...found });
  }

  /** @throws Error where there is none */
  get kafka(): ApacheKafka {
    const { broker, kafkaObstacle } = this.#parts;
    if (broker === undefined) throw new Error(kafkaObstacle);
    return broker;
  }

  /** As a role that may do everything. */
  get adminUrl(): string {
    return this.#postgres.adminUrl;
  }

  /** For requests as the registry makes them. */
  get registrySigner(): ServiceTokenSigner {
    return new ServiceTokenSigner({ privateKey: this.#keys.registry.privateKey });
  }

  /** One more executor that reads these topics; the settings go over the usual ones. */
  async startExecutor(
    topics: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const { broker, feed, origins } = this.#parts;
    const kafka = broker && {
      KAFKA_BROKERS: broker.brokers,
      KAFKA_CALL_TOPICS: topics.map((topic) => `${topic}=default`).join(';'),
    };
    return this.#start('apps/executor/src/main.ts', {
      DATABASE_URL: this.#databaseUrl('executor'),
      REGISTRY_URL: feed.url,
      VAULT_URL: this.#vault?.url ?? NOWHERE,
      SERVICE_PRIVATE_KEY: this.#keys.executor.privateKey,
      EGRESS_ALLOW: origins.map((origin) => `127.0.0.1:${new URL(origin).port}`).join(','),
      LEASE_MS: '5000',
      ...kafka,
      ...settings,
    });
  }

  /** Executors that are started from now on ask it. */
  async startVault(): Promise<ServiceProcess> {
    const ports = this.#vault?.ports;
    const settings = {
      DATABASE_URL: this.#databaseUrl('vault'),
      VAULT_KEK_CURRENT: 'chaos',
      VAULT_KEK_KEYS: JSON.stringify({ chaos: this.#kek }),
    };
    this.#vault = await this.#start('apps/auth-vault/src/main.ts', settings, ports);
    return this.#vault;
  }

  /** As kill -9, and started again where it was. */
  async killVault(): Promise<void> {
    await this.#vault?.kill();
    await this.startVault();
  }

  /** Ended in order or as kill -9, and started again on its data. Nothing happens where there is no Kafka. */
  async restartKafka(how: 'in order' | 'killed'): Promise<void> {
    const { broker } = this.#parts;
    if (how === 'killed') await broker?.kill();
    await broker?.restart();
  }

  /** PostgreSQL ended in order and started again, or killed and recovering. */
  async restartPostgres(how: 'in order' | 'killed'): Promise<void> {
    if (how === 'killed') process.kill(this.#postgres.pid, 'SIGKILL');
    this.#restarting = this.#postgres.stop().then(() => this.#startPostgres());
    await this.#restarting;
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
    rmSync(join(this.folder, 'postgres'), { recursive: true });
    this.#copy('backup', 'postgres');
    await this.#startPostgres();
  }

  /** Ends everything. The folder stays where somebody wants to look at it. */
  async strike({ keepsFolder = false }: { keepsFolder?: boolean } = {}): Promise<void> {
    const { broker, feed } = this.#parts;
    await this.#restarting.catch(() => undefined);
    await Promise.all([...this.#services].map((service) => service.kill()));
    await Promise.all([broker?.stop(), feed.stop(), this.target.stop(), this.#postgres.stop()]);
    if (!keepsFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  async #start(
    script: string,
    settings: Readonly<Record<string, string>>,
    ports?: ServicePorts,
  ): Promise<ServiceProcess> {
    const trusted = JSON.stringify({ keys: Object.values(this.#keys).map(({ publicKey }) => publicKey) });
    const usual = { SERVICE_TRUSTED_KEYS: trusted, LOG_LEVEL: 'info' };
    const service = await ServiceProcess.start({
      ...{ script, settings: { ...usual, ...settings }, folder: this.folder },
      hasDecorators: script.startsWith('apps/auth-vault/'),
      ...(ports === undefined ? {} : { ports }),
    });
    this.#services.add(service);
    return service;
  }

  #databaseUrl(service: ServiceName): string {
    const url = new URL(this.adminUrl);
    url.username = this.#parts.logins[service].name;
    url.password = this.#parts.logins[service].password;
    return url.href;
  }

  /** With owners and modes: PostgreSQL refuses a folder that others may read. */
  #copy(from: string, to: string): void {
    execFileSync('cp', ['-a', join(this.folder, from), join(this.folder, to)]);
  }

  async #startPostgres(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres({ folder: join(this.folder, 'postgres'), port: this.#parts.port });
  }
}

async function findKafka(wanted: 'required' | 'where-found'): Promise<Pick<Parts, 'broker' | 'kafkaObstacle'>> {
  try {
    return { broker: await startOwnKafka(), kafkaObstacle: undefined };
  } catch (error) {
    if (wanted === 'required' || !(error instanceof KafkaMissing)) throw error;
    return { broker: undefined, kafkaObstacle: error.message };
  }
}

async function prepareDatabase(adminUrl: string): Promise<Logins> {
  const login = (name: string) => ({ name: `chaos_${name}`, password: randomUUID() });
  const [executor, vault] = [login('executor'), login('vault')];
  const logins = { registry: login('registry'), executor, vault, ledgerReader: login('reader') };
  await prepareRoles({ databaseUrl: adminUrl, logins });
  await migrateServices(adminUrl, ['executor', 'vault']);
  return { executor, vault };
}
