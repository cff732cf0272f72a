import { dirname, join } from 'node:path';
import { freePort } from '@aftercall/dev-harness';
import { KafkaMissing, OutsideClient, prepareKafka, startApacheKafka } from '@aftercall/dev-harness/kafka';
import type { ApacheKafka, KafkaConnection, KafkaPrograms } from '@aftercall/dev-harness/kafka';
import { explain, UpProblem } from '../problem.ts';
import type { Say } from '../say.ts';
import { KeptServer } from '../services/kept-server.ts';
import { startAnewIfForeign } from '../state/move-aside.ts';
import { topicsOf } from './call-topics.ts';
import { connectionTo } from './given-brokers.ts';
import { readKafkaChoice } from './kafka-choice.ts';

/** A Kafka to which call systems publish, ours or one that was given. */
export interface KafkaDoor {
  readonly connection: KafkaConnection;
  /** The first one is the sample's. */
  readonly topics: readonly string[];
  /** Class path of its own tools; null when it is not ours. */
  readonly tools: string | null;
  /** Null when it is not ours, or does not run just now. */
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

/** Where it lives, and how it tells what happens. */
export interface KafkaOptions {
  /** Of our own broker; made when it is needed. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

const partitions = 3;

/** 0.1 + 0.2 + 0.4 + 0.8 s: a broker that has just started; a wrong address is told before anybody wonders. */
const patience = { retry: { initialRetryTime: 100, retries: 4 } };

/**
 * The brokers at `KAFKA_BROKERS`, else one of our own with its data in the state folder; with the topics of call events.
 * @returns undefined when calls come by HTTP only: `AFTERCALL_KAFKA` is off, or auto and there can be no Kafka here
 * @throws UpProblem when Kafka is required and there can be none, or when the brokers that were given cannot be used
 */
export async function openKafka(options: KafkaOptions): Promise<KafkaDoor | undefined> {
  const { environment, say } = options;
  const choice = readKafkaChoice(environment);
  if (choice === 'off') return undefined;
  const brokers = environment['KAFKA_BROKERS'] ?? '';
  if (brokers !== '') return openGiven(connectionTo(brokers, environment), options);
  try {
    return await openOwn(options);
  } catch (error) {
    options.signal.throwIfAborted();
    const why = error instanceof KafkaMissing ? error.message : wordsOf(error, options.folder);
    if (choice === 'required') {
      throw new UpProblem(`AFTERCALL_KAFKA=required, but Kafka cannot run here: ${why}`, error);
    }
    say.warn(`Calls come by HTTP only, for Kafka cannot run here: ${why}`);
    return undefined;
  }
}

function wordsOf(error: unknown, folder: string): string {
  return `${explain(error)}\nRemedy: look into ${join(folder, 'kafka.log')}; when you move ${folder} away, it is begun anew`;
}

async function openGiven(connection: KafkaConnection, { environment, say }: KafkaOptions): Promise<KafkaDoor> {
  const topics = topicsOf(environment);
  const act = (): Promise<void> => makeTopics(connection, topics);
  try {
    await say.step(
      `Connecting to the Kafka at ${connection.brokers}`,
      act,
      () => `Kafka answers at ${connection.brokers}`,
    );
  } catch (cause) {
    throw new UpProblem(
      `the Kafka at ${connection.brokers} cannot be used: ${(cause as Error).message}.\n` +
        'Remedy: correct KAFKA_BROKERS (and KAFKA_SASL_… and KAFKA_TLS_…, if it wants a login), or unset it to use our own',
      cause,
    );
  }
  return { connection, topics, tools: null, pid: () => null, stop: () => Promise.resolve() };
}

async function openOwn({ folder, environment, say, onChange, signal }: KafkaOptions): Promise<KafkaDoor> {
  const programs = await prepareKafka({ environment, signal, say: (line) => say.line(line) });
  signal.throwIfAborted();
  const own = new KeptServer({
    title: 'Apache Kafka',
    launch: (port) => launchBroker({ programs, folder, say }, port),
    say,
    onChange,
  });
  try {
    const act = (): Promise<ApacheKafka> => own.start();
    const { brokers } = await say.step(
      'Starting Apache Kafka',
      act,
      ({ port }) => `Apache Kafka runs on port ${String(port)}`,
    );
    const topics = topicsOf(environment);
    await makeTopics({ brokers }, topics);
    const tools = join(dirname(programs.jars[0] ?? ''), '*');
    return { connection: { brokers }, topics, tools, pid: () => own.pid, stop: () => own.stop() };
  } catch (error) {
    await own.stop();
    throw error;
  }
}

interface BrokerPlace {
  readonly programs: KafkaPrograms;
  readonly folder: string;
  readonly say: Say;
}

const preferredPort = 9092;

/** A port can be taken between the look at it and the moment when the broker listens: then with another. */
async function launchBroker({ programs, folder, say }: BrokerPlace, wanted?: number): Promise<ApacheKafka> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort(preferredPort));
    try {
      const kafka = await startAnewIfForeign(say, () => startApacheKafka({ programs, folder, port }));
      if (wanted === undefined && port !== preferredPort) {
        say.warn(`Port ${String(preferredPort)} is taken; Apache Kafka listens on ${String(port)}`);
      }
      return kafka;
    } catch (error) {
      const mayPass = wanted === undefined && String(error).includes('Address already in use');
      if (!mayPass || attempt === 3) throw error;
    }
  }
}

async function makeTopics(connection: KafkaConnection, topics: readonly string[]): Promise<void> {
  const client = new OutsideClient(connection, patience);
  try {
    for (const topic of topics) await client.makeTopic(topic, { partitions });
  } finally {
    await client.disconnect();
  }
}
