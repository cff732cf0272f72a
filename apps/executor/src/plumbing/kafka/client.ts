import type { Logger } from '@aftercall/service-runtime';
import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';
import { learnCodecs } from './codecs.ts';
import { readHeadersInOnePass } from './linear-headers.ts';
import { keepTimersQuiet } from './quiet-timers.ts';

/** How to reach the brokers; secrets in the clear, so it lives no longer than the call that takes it. */
export interface KafkaSettings {
  brokers: readonly string[];
  clientId: string;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Present = TLS; PEM texts. */
  tls?: Partial<Record<'ca' | 'cert' | 'key' | 'passphrase' | 'servername', string>>;
}

const CONNECT_MS = 3000;
/** A broker that takes longer for an ordinary request (not a long poll) is treated as gone. */
const REQUEST_MS = 15_000;
/**
 * 0.1 + 0.2 + 0.4 + 0.8 s and then seconds, 8 s in all: enough for a change of leader and for a broker that restarts. A
 * consumer that stays alive over it keeps its place in the group; a new one waits until the group gives the old one up.
 */
const RETRY = { initialRetryTime: 100, multiplier: 2, retries: 10, maxRetryTime: 1000 };

learnCodecs();
keepTimersQuiet();
readHeadersInOnePass();

/** kafkajs as this house uses it. Its own log is for debugging: what matters is said by those who use the client. */
export function kafkaClient({ brokers, clientId, sasl, tls }: KafkaSettings, log: Logger): Kafka {
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: RETRY,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: () => (entry) => {
      log.debug(factsOf(entry), `kafkajs: ${entry.log.message}`);
    },
    ...(sasl && { sasl: sasl as SASLOptions }),
    ...(tls && { ssl: tls }),
  });
}

function factsOf({ namespace, log: { error, groupId, topic, partition } }: LogEntry): Record<string, unknown> {
  return { from: namespace, error, groupId, topic, partition };
}
