/** The topic of the contract; calls of every workspace may come by it here. */
const usual = 'aftercall.call-events.v1=*';

/** `KAFKA_CALL_TOPICS` for the executor: what the shell says, else the usual topic for all workspaces. */
export function callTopicsOf(environment: NodeJS.ProcessEnv): string {
  const given = environment['KAFKA_CALL_TOPICS'] ?? '';
  return given === '' ? usual : given;
}

/** The names of the topics, in the order in which they are written: `topic=ws1,ws2;other=*`. */
export function topicsOf(environment: NodeJS.ProcessEnv): string[] {
  const entries = callTopicsOf(environment).split(';');
  return entries.map((entry) => entry.split('=')[0]?.trim() ?? '').filter((topic) => topic !== '');
}

const ofConnection = /^KAFKA_(BROKERS|SASL|TLS)/;

/**
 * What the executor is told of Kafka. For brokers that were given all that the shell says of them, files that name a
 * setting included; for our own broker nothing of it; without Kafka not even where others are.
 */
export function kafkaSettings(
  environment: NodeJS.ProcessEnv,
  brokers: string | undefined,
): Readonly<Record<string, string | undefined>> {
  const given = environment['KAFKA_BROKERS'] ?? '';
  const foreign = Object.keys(environment).filter((name) => ofConnection.test(name));
  const hidden = brokers !== undefined && brokers === given ? [] : foreign;
  return {
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    ...(brokers === undefined ? {} : { KAFKA_BROKERS: brokers, KAFKA_CALL_TOPICS: callTopicsOf(environment) }),
  };
}
