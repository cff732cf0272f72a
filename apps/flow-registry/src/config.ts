import { loadConfig, logLevel, port, secret, url } from '@aftercall/service-runtime';
import { z } from 'zod';

const MIN_KEY_CHARACTERS = 24;

/** What the registry reads from its environment, and nothing else does. */
export const registryConfig = z.object({
  DATABASE_URL: secret.describe("PostgreSQL of the registry, as the registry's own role"),
  LEDGER_DATABASE_URL: secret.describe('PostgreSQL of the ledger, as the role that may only read it'),
  VAULT_URL: url.describe('The vault, for auth profiles'),
  SERVICE_PRIVATE_KEY: secret.describe("The registry's own Ed25519 key (JWK), to sign requests to other services"),
  SERVICE_TRUSTED_KEYS: z.string().min(1).describe('Public keys of all services, {"keys":[…]}'),
  BOOTSTRAP_ADMIN_KEY: secret
    .refine((key) => /^\S+$/.test(key.reveal()) && key.reveal().length >= MIN_KEY_CHARACTERS, {
      message: `must be at least ${MIN_KEY_CHARACTERS} characters without spaces: make a random one`,
    })
    .optional()
    .describe("The installation's first admin key; another value replaces it at the next start"),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container'),
  PORT: port.default(4000).describe('GraphQL and the change feed'),
  OPS_PORT: port.default(4001).describe('/startupz, /livez, /readyz and /metrics'),
  LOG_LEVEL: logLevel.describe('debug, info, warn or error'),
  INTROSPECTION: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('Whether GraphQL tells its schema to callers'),
});

export type RegistryConfig = z.output<typeof registryConfig>;

export function readConfig(): RegistryConfig {
  return loadConfig(registryConfig, process.env);
}
