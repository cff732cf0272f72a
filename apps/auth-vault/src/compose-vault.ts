import { systemClock, type Clock, type Health, type Logger, type Metrics, type Part } from '@aftercall/service-runtime';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import { AuditEntryRow } from './audit/postgres/audit-entry-row.ts';
import { AuthProfileRow } from './auth-profiles/postgres/auth-profile-row.ts';
import type { VaultConfig } from './config.ts';
import { VaultDatabase } from './plumbing/postgres/vault-database.ts';
import { createVaultServer } from './plumbing/rest/vault-server.ts';
import { CheckKeyRing } from './sealing/check-key-ring.ts';
import { EnvelopeSealer } from './sealing/crypto/envelope-sealer.ts';
import { KeyCanaryRow } from './sealing/postgres/key-canary-row.ts';

/** What the process hands to every service. */
export interface ProcessTools {
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clock?: Clock;
}

/** The vault as a part of its process: database first, then the server; stopped in reverse. */
export class Vault implements Part {
  readonly name = 'vault';
  private readonly database: VaultDatabase;
  private server: NestFastifyApplication | undefined;

  constructor(
    private readonly config: VaultConfig,
    private readonly tools: ProcessTools,
  ) {
    this.database = new VaultDatabase({
      databaseUrl: config.DATABASE_URL.reveal(),
      rows: [AuthProfileRow, AuditEntryRow, KeyCanaryRow],
      onIdleError: (error) => {
        tools.log.warn({ error }, 'an idle database connection broke');
      },
    });
  }

  async start(): Promise<void> {
    const { config, database } = this;
    const { log, metrics, clock = systemClock } = this.tools;
    await database.open();
    const sealer = new EnvelopeSealer(config.VAULT_KEK_KEYS, config.VAULT_KEK_CURRENT);
    const parts = { database, sealer, clock, log, metrics, credentialLifetimeMs: config.CREDENTIAL_LIFETIME_MS };
    const verifier = config.SERVICE_TRUSTED_KEYS;
    this.server = await createVaultServer(AppModule.with(parts), { verifier, log, metrics });
    await this.watch(this.server.get(CheckKeyRing));
    await this.server.listen(config.PORT, config.HOST);
    log.info({ url: await this.server.getUrl() }, 'vault listens');
  }

  /** Where it listens, for who asked for any free port. */
  async url(): Promise<string | undefined> {
    return this.server?.getUrl();
  }

  async stop(): Promise<void> {
    await this.server?.close();
    await this.database.close();
  }

  /** A vault that cannot open what it keeps stays up, not ready, and says so: a restart would not mend it. */
  private async watch(keyRing: CheckKeyRing): Promise<void> {
    const findProblem = async (): Promise<string | undefined> =>
      (await this.database.findProblem()) ?? (await keyRing.findProblem());
    this.tools.health.addReadyCheck('vault', findProblem);
    const problem = await findProblem();
    if (problem !== undefined) this.tools.log.error({ problem }, 'vault is not ready');
  }
}
