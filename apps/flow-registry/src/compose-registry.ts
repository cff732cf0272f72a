import { systemClock, type Logger, type Part } from '@aftercall/service-runtime';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.ts';
import { VaultDirectory } from './auth-profiles/http/vault-directory.ts';
import { makeAdapter, openDoor } from './compose-door.ts';
import { openLive } from './compose-live.ts';
import type { RegistryConfig } from './config.ts';
import { EnsureFirstAccess } from './identity/ensure-first-access.ts';
import { ExecutorClient } from './plumbing/http/executor-client.ts';
import { createDataSource } from './plumbing/postgres/data-source.ts';
import { LedgerSource } from './plumbing/postgres/ledger-source.ts';
import { FaultFilter } from './plumbing/rest/fault.filter.ts';
import { NoticeBoard } from './published/notice-board.ts';
import { postgresNotices } from './published/postgres/postgres-notices.ts';
import { PostgresPublishedFeed } from './published/postgres/postgres-published-feed.ts';

/** The whole service as one part: its connections, its application, its door. */
export class Registry implements Part {
  readonly name = 'registry';
  private readonly notices = new NoticeBoard(systemClock);
  private readonly closing: (() => Promise<unknown>)[] = [];
  private app: NestFastifyApplication | undefined;

  constructor(
    private readonly config: RegistryConfig,
    private readonly log: Logger,
    /** The folder of the code: the *.graphql files lie beside it. */
    private readonly sources: string,
  ) {}

  /** @throws when PostgreSQL is away, its schema is missing, or the port is taken; what was opened is closed again */
  async start(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Answers long polls, finishes requests in flight, then closes the connections. */
  async stop(): Promise<void> {
    this.notices.close();
    await this.app?.close();
    for (const close of this.closing.splice(0).reverse()) await close();
  }

  /** Where it listens, once started. */
  get port(): number {
    return (this.app?.getHttpServer().address() as AddressInfo).port;
  }

  /** For the ready check: what is missing, or undefined. */
  async findMissing(): Promise<string | undefined> {
    if (this.app === undefined) return 'not started';
    await this.app.get(PostgresPublishedFeed, { strict: false }).revisionOf('');
    return undefined;
  }

  private async open(): Promise<void> {
    const { config, log } = this;
    const lostConnection = (what: string) => (error: unknown) => {
      log.warn({ error }, `an idle connection to the ${what} was lost`);
    };
    const databaseUrl = config.DATABASE_URL.reveal();
    const dataSource = await createDataSource(databaseUrl, lostConnection('database')).initialize();
    this.closing.push(() => dataSource.destroy());
    const ledger = new LedgerSource(config.LEDGER_DATABASE_URL.reveal(), lostConnection('ledger'));
    this.closing.push(() => ledger.close());
    const vault = new VaultDirectory(config.VAULT_URL, config.SERVICE_PRIVATE_KEY);
    this.closing.push(() => vault.close());
    const executor = new ExecutorClient(config.EXECUTOR_URL, config.SERVICE_PRIVATE_KEY);
    this.closing.push(() => executor.close());
    const listening = postgresNotices(databaseUrl, this.notices, systemClock, log);
    await listening.start();
    this.closing.push(() => listening.stop());
    const { notices, sources } = this;
    const tokens = config.SERVICE_TRUSTED_KEYS;
    const introspection = config.INTROSPECTION;
    const sessions = { idleMs: config.SESSION_IDLE_MS, longestMs: config.SESSION_MAX_MS, linkMs: config.LOGIN_LINK_MS };
    await this.openApplication(
      AppModule.with({ dataSource, ledger, vault, executor, notices, tokens, log, sources, introspection, sessions }),
    );
  }

  private async openApplication(module: ReturnType<typeof AppModule.with>): Promise<void> {
    const { config, log } = this;
    const adapter = makeAdapter(config);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and reads them as an object
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
      logger: false,
      abortOnError: false,
    });
    this.app = app;
    app.useGlobalFilters(new FaultFilter(log));
    const door = openDoor(adapter, {
      app,
      config,
      log,
      sources: this.sources,
      isStopping: () => this.notices.isStopping,
    });
    await app.get(EnsureFirstAccess, { strict: false }).ensure(config.BOOTSTRAP_ADMIN_KEY?.reveal());
    await app.init();
    this.closing.push(openLive({ app, config, log, notices: this.notices, door }));
    await app.listen({ port: config.PORT, host: config.HOST });
    log.info({ port: this.port }, 'GraphQL, the Studio and the change feed are open');
  }
}
