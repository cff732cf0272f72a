import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, migrateServices } from '@aftercall/dev-harness';
import { generateServiceKey, prepareRoles } from '@aftercall/service-runtime';

const root = resolve(import.meta.dirname, '../../..');
const DEADLINE_MS = 30_000;

/** The registry as it is shipped, on a database of its own, with an admin's key. */
export interface RunningRegistry {
  url: string;
  token: string;
  pid: number;
  stop: () => Promise<void>;
}

export async function startRegistry(adminUrl: string): Promise<RunningRegistry> {
  const login = (name: string) => ({ name: `bench_${name}`, password: randomUUID() });
  const logins = {
    registry: login('registry'),
    executor: login('executor'),
    vault: login('vault'),
    ledgerReader: login('reader'),
  };
  await prepareRoles({ databaseUrl: adminUrl, logins });
  await migrateServices(adminUrl, ['registry', 'executor']);
  const asLogin = ({ name, password }: { name: string; password: string }): string => {
    const url = new URL(adminUrl);
    url.username = name;
    url.password = password;
    return url.href;
  };
  const [port, opsPort] = [await freePort(), await freePort()];
  const token = `ac_live_${'b'.repeat(43)}`;
  const key = generateServiceKey('registry');
  const profile = process.env['BENCH_PROFILE'];
  const child = spawn(
    process.execPath,
    [
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
      join(root, 'apps/flow-registry/dist/main.js'),
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: asLogin(logins.registry),
        LEDGER_DATABASE_URL: asLogin(logins.ledgerReader),
        VAULT_URL: 'http://127.0.0.1:9',
        EXECUTOR_URL: 'http://127.0.0.1:9',
        SERVICE_PRIVATE_KEY: key.privateKey,
        SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [key.publicKey] }),
        BOOTSTRAP_ADMIN_KEY: token,
        PORT: `${port}`,
        OPS_PORT: `${opsPort}`,
        LOG_LEVEL: 'warn',
        REQUESTS_PER_MINUTE: '0',
      },
    },
  );
  await untilReady(`http://127.0.0.1:${opsPort}/readyz`);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    token,
    pid: child.pid ?? 0,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const isReady = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    if (performance.now() > deadline) throw new Error(`${url} is not ready after ${DEADLINE_MS} ms`);
    await sleep(50);
  }
}
