import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { freePort, migrateServices } from '@aftercall/dev-harness';
import { generateServiceKey, prepareRoles } from '@aftercall/service-runtime';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { cpuSecondsOf } from './cpu.ts';
import { httpAgent } from './doors.ts';
import { LedgerProbe } from './ledger-probe.ts';
import { BenchProcess } from './processes.ts';
import { startRegistry } from './registry.ts';
import { nodeSettingsOf } from '../../up/services/node-settings.ts';

export interface Postgres {
  adminUrl: string;
  pid: number;
}

interface Parts {
  postgres: Postgres;
  /** As the executor logs in. */
  ledgerUrl: string;
  target: BenchProcess;
  targetUrl: string;
  registry: Server;
  registryPort: number;
}

/** PostgreSQL with the ledger's tables, a target, a registry: all that an executor needs beside it. */
export class Stage {
  readonly probe: LedgerProbe;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.probe = new LedgerProbe(parts.postgres.adminUrl);
    this.#parts = parts;
  }

  get postgres(): Postgres {
    return this.#parts.postgres;
  }

  get targetUrl(): string {
    return this.#parts.targetUrl;
  }

  static async build(postgres: Postgres): Promise<Stage> {
    const login = (name: string) => ({ name: `bench_${name}`, password: randomUUID() });
    const executor = login('executor');
    const logins = { registry: login('registry'), executor, vault: login('vault'), ledgerReader: login('reader') };
    await prepareRoles({ databaseUrl: postgres.adminUrl, logins });
    await migrateServices(postgres.adminUrl, ['executor']);
    const ledgerUrl = new URL(postgres.adminUrl);
    ledgerUrl.username = executor.name;
    ledgerUrl.password = executor.password;
    const target = new BenchProcess('tools/bench/executor/target.ts', []);
    const targetUrl = `http://127.0.0.1:${await target.line()}`;
    const registryPort = await freePort();
    const registry = await startRegistry(registryPort, targetUrl);
    return new Stage({ postgres, ledgerUrl: ledgerUrl.href, target, targetUrl, registry, registryPort });
  }

  /** Starts an executor as it is shipped, and waits until it is ready. With BENCH_PROFILE=<folder> it leaves a CPU profile there. */
  async startExecutor(settings: Record<string, string>): Promise<{ process: BenchProcess; port: number }> {
    const [port, opsPort] = [await freePort(), await freePort()];
    const profiles = process.env['BENCH_PROFILE'];
    const node = nodeSettingsOf('executor');
    const env = {
      ...node.environment,
      DATABASE_URL: this.#parts.ledgerUrl,
      REGISTRY_URL: `http://127.0.0.1:${this.#parts.registryPort}`,
      VAULT_URL: 'http://127.0.0.1:9',
      SERVICE_PRIVATE_KEY: generateServiceKey('executor').privateKey,
      SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [generateServiceKey('registry').publicKey] }),
      EGRESS_ALLOW: `127.0.0.1:${new URL(this.targetUrl).port}`,
      PORT: `${port}`,
      OPS_PORT: `${opsPort}`,
      LOG_LEVEL: 'error',
      ...(profiles === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` }),
      ...settings,
    };
    const executor = new BenchProcess('apps/executor/dist/main.js', [], { env, nodeFlags: node.flags });
    await untilReady(`http://127.0.0.1:${opsPort}/readyz`);
    return { process: executor, port };
  }

  /** Tells the target something, or asks it. */
  async target(order: 'count' | 'watch' | 'watched' | 'down' | 'up'): Promise<string> {
    const answer = await request(`${this.targetUrl}/${order}`, { dispatcher: httpAgent });
    return answer.body.text();
  }

  postgresCpu(): number {
    return cpuSecondsOf(this.postgres.pid);
  }

  async clear(): Promise<void> {
    const { target, registry } = this.#parts;
    await target.stop();
    await this.probe.close();
    registry.closeAllConnections();
    registry.close();
    await once(registry, 'close');
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const status = await request(url, { dispatcher: httpAgent }).then(
      async (answer) => {
        await answer.body.dump();
        return answer.statusCode;
      },
      () => 0,
    );
    if (status === 200) return;
    if (performance.now() > deadline) throw new Error(`${url} answers ${status}`);
    await sleep(50);
  }
}
