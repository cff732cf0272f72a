import {
  bytes,
  isFault,
  loadConfig,
  logLevel,
  ms,
  port,
  secret,
  ServiceTokenVerifier,
  url,
} from '@aftercall/service-runtime';
import { z } from 'zod';
import { findKafkaProblems, kafkaConfig } from './kafka-config.ts';

const tokenVerifier = z.string().transform((trustedKeys, context) => {
  try {
    return new ServiceTokenVerifier({ trustedKeys, audience: 'executor' });
  } catch (error) {
    if (!isFault(error)) throw error;
    context.addIssue(`cannot be used: ${String(error.facts['problem'])}`);
    return z.NEVER;
  }
});

/** Every setting of the executor; docs/reference/configuration.md is made from it. */
export const executorConfig = z
  .object({
    DATABASE_URL: secret.describe("PostgreSQL DSN of the ledger, as the executor's own role"),
    DATABASE_CONNECTIONS: z.coerce
      .number()
      .int()
      .min(2)
      .max(100)
      .default(12)
      .describe('connections to the ledger at most, besides the one of the lease'),
    REGISTRY_URL: url.describe('where the registry answers; its change feed says what is published'),
    VAULT_URL: url.describe('where the vault answers; it opens auth profiles'),
    SERVICE_PRIVATE_KEY: secret.describe(
      "this service's Ed25519 key (JWK), with which it signs its requests to the others",
    ),
    SERVICE_TRUSTED_KEYS: tokenVerifier.describe(
      'public Ed25519 keys of the services, {"keys":[…]}; only the registry may ask the executor',
    ),
    EGRESS_ALLOW: z
      .string()
      .default('')
      .describe('private addresses that flows may call: cidr[:port], comma separated'),
    HOST: z.string().default('127.0.0.1').describe('address that the HTTP door listens on'),
    PORT: port.default(4010).describe('port of the HTTP door; 0 = any free one'),
    OPS_HOST: z.string().default('127.0.0.1').describe('address of the ops endpoints'),
    OPS_PORT: port.default(4011).describe('port of /startupz /livez /readyz /metrics; 0 = any free one'),
    LOG_LEVEL: logLevel.default('info').describe('fatal, error, warn, info, debug or trace'),
    LEASE_MS: ms
      .default(15_000)
      .describe('how long the runs of a process that died wait before another takes them over'),
    MAX_RUNS_IN_MEMORY: z.coerce
      .number()
      .int()
      .min(1)
      .default(2000)
      .describe('runs at once; further ones wait in the ledger'),
    MAX_RUN_BYTES_IN_MEMORY: bytes
      .default(64 * 1024 * 1024)
      .describe('calls and answers that the runs in memory hold, about; past it further runs wait in the ledger'),
    MAX_RESPONSE_BYTES: bytes.default(10 * 1024 * 1024).describe('an answer is read up to here and cut'),
    MAX_PER_LANE: z.coerce.number().int().min(1).max(1000).default(16).describe('requests to one target at once'),
    RETENTION_BODY_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .default(30)
      .describe('days that bodies of calls, requests and answers are kept; a run still open after that is ended'),
    RETENTION_FACT_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .default(90)
      .describe('days that runs, their facts and dead letters are kept; at least as long as bodies'),
    ...kafkaConfig,
    DRAIN_MS: ms.default(20_000).describe('on SIGTERM: how long requests in flight may take to end'),
  })
  .superRefine((config, context) => {
    for (const { name, message } of findKafkaProblems(config))
      context.addIssue({ code: 'custom', path: [name], message });
  });

export type ExecutorConfig = z.output<typeof executorConfig>;

/** What the command that takes the balance needs of it. */
const balanceConfig = z.object({ DATABASE_URL: executorConfig.shape.DATABASE_URL, ...kafkaConfig });

/** @throws ConfigError with every problem at once */
export function readBalanceConfig(): z.output<typeof balanceConfig> {
  return loadConfig(balanceConfig, process.env);
}

/** @throws ConfigError with every problem at once */
export function readConfig(): ExecutorConfig {
  return loadConfig(executorConfig, process.env);
}
