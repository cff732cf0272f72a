import {
  createLogger,
  createMetrics,
  Health,
  runService,
  startOpsEndpoint,
  type OpsEndpoint,
} from '@aftercall/service-runtime';
import 'reflect-metadata';
import { readConfig } from './config.ts';
import { Registry } from './compose-registry.ts';

const STOP_TIMEOUT_MS = 20_000;

await runService(() => {
  const config = readConfig();
  const log = createLogger({ service: 'registry', level: config.LOG_LEVEL });
  const health = new Health();
  const metrics = createMetrics({ service: 'registry' });
  const registry = new Registry(config, log, import.meta.dirname);
  health.addReadyCheck('registry', () => registry.findMissing());
  let ops: OpsEndpoint | undefined;
  return {
    log,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    parts: [
      {
        name: 'ops endpoint',
        start: async () => {
          ops = await startOpsEndpoint({ port: config.OPS_PORT, host: config.OPS_HOST, health, metrics });
        },
        stop: async () => ops?.close(),
      },
      registry,
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
