import 'reflect-metadata';
import {
  createLogger,
  createMetrics,
  Health,
  runService,
  startOpsEndpoint,
  type OpsEndpoint,
} from '@aftercall/service-runtime';
import { Vault } from './compose-vault.ts';
import { readConfig } from './config.ts';

/** Longer than any request to the vault may take. */
const stopTimeoutMs = 15_000;

await runService(() => {
  const config = readConfig();
  const log = createLogger({ service: 'vault', level: config.LOG_LEVEL });
  const health = new Health();
  const metrics = createMetrics({ service: 'vault' });
  let ops: OpsEndpoint | undefined;
  return {
    log,
    stopTimeoutMs,
    parts: [
      {
        name: 'ops endpoint',
        start: async () => {
          ops = await startOpsEndpoint({ port: config.OPS_PORT, host: config.OPS_HOST, health, metrics });
        },
        stop: async () => ops?.close(),
      },
      new Vault(config, { log, health, metrics }),
      {
        name: 'readiness',
        start: () => {
          health.setStarted();
          return Promise.resolve();
        },
        stop: () => {
          health.setDraining();
          return Promise.resolve();
        },
      },
    ],
  };
});
