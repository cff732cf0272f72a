import {
  isFault,
  loadConfig,
  logLevel,
  ms,
  port,
  secret,
  ServiceTokenSigner,
  ServiceTokenVerifier,
  url,
  type Environment,
} from '@aftercall/service-runtime';
import { isIP } from 'node:net';
import { z } from 'zod';

const MIN_KEY_CHARACTERS = 24;
const MAX_SESSION_MS = 365 * 24 * 3_600_000;

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

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);

/** Somebody has to have the time to use it, and a browser's cookie its end. */
const sessionTime = ms.refine((value) => value >= 1000 && value <= MAX_SESSION_MS, {
  message: 'must be from 1s to 8760h (a year)',
});

const addressList = z.string().transform((text, context): string[] => {
  const entries = text.split(',').map((entry) => entry.trim());
  for (const entry of entries.filter((one) => !isAddressRange(one))) {
    context.addIssue(`has the entry "${entry}", which is no address and no CIDR range`);
  }
  return entries;
});

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
  PORT: port.default(4000).describe('GraphQL, the Studio and the change feed'),
  PUBLIC_URL: url
    .refine((text) => new URL(text).pathname === '/', { message: 'must have no path' })
    .optional()
    .describe(
      'What people type to reach the Studio, such as https://aftercall.example; http:// lets sessions travel unencrypted',
    ),
  TRUSTED_PROXIES: addressList
    .default([])
    .describe('Addresses or CIDR ranges of reverse proxies whose X-Forwarded-* headers are believed, comma separated'),
  STUDIO_FOLDER: z.string().optional().describe('Where the built Studio lies; found beside the service when not set'),
  ENVIRONMENT_NAME: z
    .string()
    .trim()
    .max(24, 'must be at most 24 characters')
    .default('')
    .describe('What this installation is for, such as Production; shown as a badge on every page of the Studio'),
  ENVIRONMENT_COLOUR: z
    .enum(['ink', 'blue', 'green', 'amber', 'red'])
    .default('ink')
    .describe('Colour of that badge: ink, blue, green, amber or red'),
  SESSION_IDLE_MS: sessionTime.default(8 * 3_600_000).describe('A session that nobody uses for so long is over'),
  SESSION_MAX_MS: sessionTime.default(7 * 24 * 3_600_000).describe('A session is over then, however much it is used'),
  LOGIN_LINK_MS: sessionTime.default(15 * 60_000).describe('How long a login link works, once'),
  OPS_HOST: z.string().default('127.0.0.1').describe('Address of the ops endpoint; 0.0.0.0 in a container'),
  OPS_PORT: port.default(4001).describe('/startupz, /livez, /readyz and /metrics'),
  LOG_LEVEL: logLevel.describe('debug, info, warn or error'),
  REQUESTS_PER_MINUTE: wholeNumber
    .default(6000)
    .describe('How often a session or an API key may ask GraphQL, over HTTP and sockets together; 0 = without limit'),
  PERSISTED_DOCUMENTS: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('required: sessions may ask only what the Studio was built with; API keys may ask anything'),
  EXPLORER: flag.default(false).describe('Whether an explorer of the API is served at /graphiql'),
  INTROSPECTION: flag.default(true).describe('Whether GraphQL tells its schema to callers'),
});

export type RegistryConfig = z.output<typeof registryConfig>;

/** @throws ConfigError with every problem */
export function readConfig(environment: Environment = process.env): RegistryConfig {
  return loadConfig(registryConfig, environment);
}

function isAddressRange(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
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
