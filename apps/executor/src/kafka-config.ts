import { hostList, ms, secret, type Secret } from '@aftercall/service-runtime';
import { CALL_EVENT_TOPIC, parseCallTopics } from '@aftercall/wire-format';
import { z } from 'zod';

const callTopics = z.string().superRefine((text, context) => {
  const reading = parseCallTopics(text);
  if (!reading.ok) context.addIssue(reading.problem);
});

/** Settings that mean nothing without TLS. */
const tlsParts = [
  'KAFKA_TLS_CA',
  'KAFKA_TLS_CERTIFICATE',
  'KAFKA_TLS_KEY',
  'KAFKA_TLS_KEY_PASSPHRASE',
  'KAFKA_TLS_SERVER_NAME',
] as const;

/** The settings of the door by Kafka, as members of the executor's schema. */
export const kafkaConfig = {
  KAFKA_BROKERS: hostList
    .optional()
    .describe('Kafka brokers to begin with: host:port, comma separated; not set = calls come by HTTP only'),
  KAFKA_CALL_TOPICS: callTopics
    .default(`${CALL_EVENT_TOPIC}=default`)
    .describe('topics of call events and the workspaces that each may speak for: topic=ws1,ws2;other=*'),
  KAFKA_GROUP_ID: z
    .string()
    .default('aftercall-executor')
    .describe('consumer groups are named <this>.<topic>; executors of one ledger share it'),
  KAFKA_SESSION_TIMEOUT_MS: ms
    .default(6000)
    .describe('after how long Kafka gives the partitions of an executor that died to others'),
  MAX_PARKED_RUNS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe('when more runs than this wait in the ledger to be begun, reading from Kafka rests'),
  KAFKA_SASL_MECHANISM: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['plain', 'scram-sha-256', 'scram-sha-512']))
    .optional()
    .describe('how to log in at the brokers: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; not set = no login'),
  KAFKA_SASL_USERNAME: z.string().optional().describe('user name for the login'),
  KAFKA_SASL_PASSWORD: secret.optional().describe('password for the login'),
  KAFKA_TLS: z.enum(['on', 'off']).default('off').describe('on = speak TLS with the brokers'),
  KAFKA_TLS_CA: secret
    .optional()
    .describe('PEM certificates that the brokers’ ones must come from; not set = those of Node'),
  KAFKA_TLS_CERTIFICATE: secret.optional().describe('PEM certificate of this client, for brokers that ask for one'),
  KAFKA_TLS_KEY: secret.optional().describe('PEM key of that certificate'),
  KAFKA_TLS_KEY_PASSPHRASE: secret.optional().describe('passphrase of that key'),
  KAFKA_TLS_SERVER_NAME: z
    .string()
    .optional()
    .describe('the name that the brokers’ certificates must have, where it is not the host in their address'),
};

type KafkaConfig = z.output<z.ZodObject<typeof kafkaConfig>>;

interface SettingProblem {
  name: keyof KafkaConfig;
  message: string;
}

/** What each setting alone does not show: which of them belong together. */
export function findKafkaProblems(config: KafkaConfig): SettingProblem[] {
  return [...findLoginProblems(config), ...findTlsProblems(config)];
}

function findLoginProblems({
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: password,
}: KafkaConfig): SettingProblem[] {
  const name = 'KAFKA_SASL_MECHANISM';
  const isGiven = username !== undefined && password !== undefined;
  if (mechanism !== undefined && !isGiven) {
    return [{ name, message: 'needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD beside it' }];
  }
  const isStray = mechanism === undefined && (username !== undefined || password !== undefined);
  return isStray ? [{ name, message: 'is required when a user or a password for Kafka is set' }] : [];
}

function findTlsProblems(config: KafkaConfig): SettingProblem[] {
  const idle = config.KAFKA_TLS === 'off' ? tlsParts.filter((name) => config[name] !== undefined) : [];
  const problems = idle.map((name): SettingProblem => ({ name, message: 'has no effect without KAFKA_TLS=on' }));
  if ((config.KAFKA_TLS_CERTIFICATE === undefined) !== (config.KAFKA_TLS_KEY === undefined)) {
    problems.push({ name: 'KAFKA_TLS_CERTIFICATE', message: 'and KAFKA_TLS_KEY belong together: set both or none' });
  }
  return problems;
}

/** What the client of Kafka needs of them; `undefined` without brokers. */
export function kafkaSettingsOf(config: KafkaConfig, clientId: string): KafkaConnection | undefined {
  if (config.KAFKA_BROKERS === undefined) return undefined;
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = config;
  const hasLogin = mechanism !== undefined && username !== undefined && password !== undefined;
  return {
    brokers: config.KAFKA_BROKERS,
    clientId,
    ...(hasLogin && { sasl: { mechanism, username, password: password.reveal() } }),
    ...(config.KAFKA_TLS === 'on' && { tls: tlsOf(config) }),
  };
}

/** As `plumbing/kafka/client.ts` takes it. */
interface KafkaConnection {
  brokers: readonly string[];
  clientId: string;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  tls?: Partial<Record<'ca' | 'cert' | 'key' | 'passphrase' | 'servername', string>>;
}

function tlsOf(config: KafkaConfig): NonNullable<KafkaConnection['tls']> {
  const reveal = (name: string, secretValue: Secret | undefined): Record<string, string> =>
    secretValue === undefined ? {} : { [name]: secretValue.reveal() };
  return {
    ...reveal('ca', config.KAFKA_TLS_CA),
    ...reveal('cert', config.KAFKA_TLS_CERTIFICATE),
    ...reveal('key', config.KAFKA_TLS_KEY),
    ...reveal('passphrase', config.KAFKA_TLS_KEY_PASSPHRASE),
    ...(config.KAFKA_TLS_SERVER_NAME !== undefined && { servername: config.KAFKA_TLS_SERVER_NAME }),
  };
}
