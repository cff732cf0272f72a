/**
 * Why a consumer ended. `away`: it may be better in a moment (a broker restarts, a topic is made). `refused`: the brokers
 * answered no, and an operator has to change something. `defect`: nobody knows what state the client is in.
 */
export interface Failure {
  kind: 'away' | 'refused' | 'defect';
  says: string;
  error: Error;
}

/** Errors that the language throws at mistakes in code. */
const DEFECTS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'KafkaJSInvariantViolation']);

/** Codes by which Node says that it does not trust a certificate, or that the other side wants one. */
const TLS = /^(?:ERR_(?:SSL|TLS|OSSL)_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;

const REFUSALS: Readonly<Record<string, string>> = {
  KafkaJSSASLAuthenticationError: 'the brokers refuse the login: check KAFKA_SASL_*',
  SASL_AUTHENTICATION_FAILED: 'the brokers refuse the login: check KAFKA_SASL_*',
  ILLEGAL_SASL_STATE: 'the brokers ask for no login, or for another one: check KAFKA_SASL_MECHANISM',
  TOPIC_AUTHORIZATION_FAILED: 'the brokers do not let this user read the topic: grant READ and DESCRIBE on it',
  GROUP_AUTHORIZATION_FAILED: 'the brokers do not let this user join the group: grant READ on it',
  CLUSTER_AUTHORIZATION_FAILED: 'the brokers do not let this user in: check its rights',
};

/** Reads the error of a consumer, and those that caused it. kafkajs wraps them, so names and types are looked for in all. */
export function judgeFailure(error: Error, topic: string): Failure {
  const signs = signsOf(error);
  const refusal = signs.map(findRefusal).find((says) => says !== undefined);
  if (refusal !== undefined) return { kind: 'refused', says: refusal, error };
  if (signs.some((sign) => DEFECTS.has(sign))) {
    return { kind: 'defect', says: 'the client of Kafka failed in a way that nobody foresaw', error };
  }
  if (signs.includes('UNKNOWN_TOPIC_OR_PARTITION')) {
    return { kind: 'away', says: `topic ${topic} does not exist: it is read as soon as somebody makes it`, error };
  }
  return { kind: 'away', says: 'Kafka does not answer: calls wait there until it does', error };
}

function findRefusal(sign: string): string | undefined {
  if (TLS.test(sign)) return 'no secure connection to the brokers: check KAFKA_TLS_*';
  return Object.hasOwn(REFUSALS, sign) ? REFUSALS[sign] : undefined;
}

/** Names and codes of an error and of its causes. */
function signsOf(error: Error): string[] {
  const signs: string[] = [];
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < 8; depth += 1) {
    const { name, type, code, cause, originalError } = current as Error &
      Record<'type' | 'code' | 'originalError', unknown>;
    signs.push(...[name, type, code].filter((sign) => typeof sign === 'string'));
    current = cause ?? originalError;
  }
  return signs;
}
