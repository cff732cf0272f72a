import {
  isFault,
  loadConfig,
  logLevel,
  port,
  secret,
  ServiceTokenSigner,
  ServiceTokenVerifier,
  url,
  type Environment,
} from '@aftercall/service-runtime';
import { z } from 'zod';

const MIN_KEY_CHARACTERS = 24;

/** A DSN that pg cannot read fails late and with a text of its own; here it fails with its name. */
const postgresUrl = secret.refine((dsn) => /^postgres(ql)?:$/.test(URL.parse(dsn.reveal())?.protocol ?? ''), {
  message: 'must be a URL that begins with postgres://',
});

const tokenSigner = secret.transform((privateKey, context) =>
  usable(context, () => new ServiceTokenSigner({ privateKey: privateKey.reveal() })),
);

const tokenVerifier = z
  .string()
  .transform((trustedKeys, context) =>
    usable(context, () => new ServiceTokenVerifier({ trustedKeys, audience: 'registry' })),
  );

/** What the registry reads from its environment, and nothing else does. */
export const registryConfig = z.object({
  DATABASE_URL: postgresUrl.describe("PostgreSQL of the registry, as the registry's own role"),
  LEDGER_DATABASE_URL: postgresUrl.describe('PostgreSQL of the ledger, as the role that may only read it'),
  VAULT_URL: url.describe('The vault, for auth profiles'),
  EXECUTOR_URL: url.describe('An executor, or what stands in front of them: commands to runs, Send and test runs'),
  SERVICE_PRIVATE_KEY: tokenSigner.describe("The registry's own Ed25519 key (JWK), to sign requests to other services"),
  SERVICE_TRUSTED_KEYS: tokenVerifier.describe('Public Ed25519 keys of all services, {"keys":[…]}'),
  BOOTSTRAP_ADMIN_KEY: secret
    .refine((key) => /^\S+$/.test(key.reveal()) && key.reveal().length >= MIN_KEY_CHARACTERS, {
      message: `must be at least ${MIN_KEY_CHARACTERS} characters without spaces: make a random one`,
    })
    .optional()
    .describe("The installation's first admin key; another value replaces it at the next start"),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container'),
  PORT: port.default(4000).describe('GraphQL and the change feed'),
  OPS_HOST: z.string().default('127.0.0.1').describe('Address of the ops endpoint; 0.0.0.0 in a container'),
  OPS_PORT: port.default(4001).describe('/startupz, /livez, /readyz and /metrics'),
  LOG_LEVEL: logLevel.describe('debug, info, warn or error'),
  INTROSPECTION: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('Whether GraphQL tells its schema to callers'),
});

export type RegistryConfig = z.output<typeof registryConfig>;

/** @throws ConfigError with every problem */
export function readConfig(environment: Environment = process.env): RegistryConfig {
  return loadConfig(registryConfig, environment);
}

function usable<Keys>(context: z.core.$RefinementCtx, read: () => Keys): Keys {
  try {
    return read();
  } catch (error) {
    if (!isFault(error)) throw error;
    context.addIssue(`cannot be used: ${String(error.facts['problem'])}`);
    return z.NEVER;
  }
}
