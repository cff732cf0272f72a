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

export interface Postgres {
  adminUrl: string;
  pid: number;
}

/** PostgreSQL with the ledger's tables, a target, a registry: all that an executor needs beside it. */
export class Stage {
  readonly postgres: Postgres;
  readonly targetUrl: string;
  readonly probe: LedgerProbe;
  readonly #ledgerUrl: string;
  readonly #target: BenchProcess;
  readonly #registry: Server;
  readonly #registryPort: number;

  private constructor(
    postgres: Postgres,
    ledgerUrl: string,
    target: BenchProcess,
    port: number,
    registry: [Server, number],
  ) {
    this.postgres = postgres;
    this.probe = new LedgerProbe(postgres.adminUrl);
    this.#ledgerUrl = ledgerUrl;
    this.#target = target;
    this.targetUrl = `http://127.0.0.1:${port}`;
    [this.#registry, this.#registryPort] = registry;
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
    const port = Number(await target.line());
    const registryPort = await freePort();
    const registry = await startRegistry(registryPort, `http://127.0.0.1:${port}`);
    return new Stage(postgres, ledgerUrl.href, target, port, [registry, registryPort]);
  }

  /** Starts an executor as it is shipped, and waits until it is ready. With BENCH_PROFILE=<folder> it leaves a CPU profile there. */
  async startExecutor(settings: Record<string, string>): Promise<{ process: BenchProcess; port: number }> {
    const [port, opsPort] = [await freePort(), await freePort()];
    const profiles = process.env['BENCH_PROFILE'];
    const executor = new BenchProcess('apps/executor/dist/main.js', [], {
      DATABASE_URL: this.#ledgerUrl,
      REGISTRY_URL: `http://127.0.0.1:${this.#registryPort}`,
      VAULT_URL: 'http://127.0.0.1:9',
      SERVICE_PRIVATE_KEY: generateServiceKey('executor').privateKey,
      SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [generateServiceKey('registry').publicKey] }),
      EGRESS_ALLOW: `127.0.0.1:${new URL(this.targetUrl).port}`,
      PORT: `${port}`,
      OPS_PORT: `${opsPort}`,
      LOG_LEVEL: 'error',
      ...(profiles === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` }),
      ...settings,
    });
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
    await this.#target.stop();
    await this.probe.close();
    this.#registry.closeAllConnections();
    this.#registry.close();
    await once(this.#registry, 'close');
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
