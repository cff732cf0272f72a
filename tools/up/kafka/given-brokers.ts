import type { KafkaConnection } from '@aftercall/dev-harness/kafka';
import { loadConfig, secret } from '@aftercall/service-runtime';
import type { Secret } from '@aftercall/service-runtime';
import { z } from 'zod';

/** How the executor is told to reach brokers that are not ours: we go the same way. */
const schema = z.object({
  KAFKA_SASL_MECHANISM: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['plain', 'scram-sha-256', 'scram-sha-512']))
    .optional(),
  KAFKA_SASL_USERNAME: z.string().default(''),
  KAFKA_SASL_PASSWORD: secret.optional(),
  KAFKA_TLS: z.enum(['on', 'off']).default('off'),
  KAFKA_TLS_CA: secret.optional(),
  KAFKA_TLS_CERTIFICATE: secret.optional(),
  KAFKA_TLS_KEY: secret.optional(),
  KAFKA_TLS_KEY_PASSPHRASE: secret.optional(),
  KAFKA_TLS_SERVER_NAME: z.string().optional(),
});

/**
 * The brokers of `KAFKA_BROKERS`, with the login and the certificates that stand beside it.
 * @throws ConfigError that names each setting that cannot be used
 */
export function connectionTo(brokers: string, environment: NodeJS.ProcessEnv): KafkaConnection {
  const config = loadConfig(schema, environment);
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username } = config;
  const password = config.KAFKA_SASL_PASSWORD?.reveal() ?? '';
  return {
    brokers,
    ...(mechanism === undefined ? {} : { sasl: { mechanism, username, password } as NonNullable<Sasl> }),
    ...(config.KAFKA_TLS === 'off' ? {} : { ssl: tlsOf(config) }),
  };
}

type Sasl = KafkaConnection['sasl'];

function tlsOf(config: z.output<typeof schema>): Record<string, string> {
  const parts: Record<string, Secret | undefined> = {
    ca: config.KAFKA_TLS_CA,
    cert: config.KAFKA_TLS_CERTIFICATE,
    key: config.KAFKA_TLS_KEY,
    passphrase: config.KAFKA_TLS_KEY_PASSPHRASE,
  };
  const known = Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [] : [[name, part.reveal()]]));
  const servername = config.KAFKA_TLS_SERVER_NAME;
  return {
    ...(Object.fromEntries(known) as Record<string, string>),
    ...(servername === undefined ? {} : { servername }),
  };
}
