import {
  isFault,
  loadConfig,
  logLevel,
  ms,
  port,
  secret,
  ServiceTokenVerifier,
  type Environment,
} from '@aftercall/service-runtime';
import { z } from 'zod';
import { readKeyRing } from './sealing/key-ring.ts';

const keyRing = secret.transform((text, context) => {
  const reading = readKeyRing(text.reveal());
  if ('keyRing' in reading) return reading.keyRing;
  context.addIssue(reading.problem);
  return z.NEVER;
});

const tokenVerifier = z.string().transform((trustedKeys, context) => {
  try {
    return new ServiceTokenVerifier({ trustedKeys, audience: 'vault' });
  } catch (error) {
    if (!isFault(error)) throw error;
    context.addIssue(`cannot be used: ${String(error.facts['problem'])}`);
    return z.NEVER;
  }
});

/** Every setting of the vault, and the only place where its environment is read. */
export const vaultConfig = z
  .object({
    DATABASE_URL: secret.describe("PostgreSQL of the vault, as the vault's own role"),
    SERVICE_TRUSTED_KEYS: tokenVerifier.describe('public Ed25519 keys of the services that may ask, {"keys":[…]}'),
    VAULT_KEK_CURRENT: z.string().describe('id of the key-encryption key that seals; the others only open'),
    VAULT_KEK_KEYS: keyRing.describe(
      'key-encryption keys, {"<id>": "<base64 of 32 bytes>"}; keep former ones until nothing needs them',
    ),
    CREDENTIAL_LIFETIME_MS: ms
      .default(300_000)
      .describe('how long an executor may use a credential before it asks again'),
    HOST: z.string().default('127.0.0.1').describe('address that the vault listens on'),
    PORT: port.default(4020).describe('port for the registry and the executors; 0 = any free one'),
    OPS_HOST: z.string().default('127.0.0.1').describe('address of the ops endpoints'),
    OPS_PORT: port.default(4021).describe('port of /startupz /livez /readyz /metrics; 0 = any free one'),
    LOG_LEVEL: logLevel.describe('debug, info, warn or error'),
  })
  .check((context) => {
    const { VAULT_KEK_CURRENT: current, VAULT_KEK_KEYS: keys } = context.value;
    if (keys.has(current)) return;
    const message = 'names a key that VAULT_KEK_KEYS does not hold';
    context.issues.push({ code: 'custom', path: ['VAULT_KEK_CURRENT'], message, input: current });
  });

export type VaultConfig = z.output<typeof vaultConfig>;

/** @throws ConfigError with all problems */
export function readConfig(environment: Environment = process.env): VaultConfig {
  return loadConfig(vaultConfig, environment);
}
