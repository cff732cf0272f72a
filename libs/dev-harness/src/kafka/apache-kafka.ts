import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockFolder } from '../folder-lock.ts';
import { freePortsForServers } from '../free-port.ts';
import { endStaleBroker, forgetBroker, startBroker } from './broker-process.ts';
import type { BrokerLife } from './broker-process.ts';
import type { MoreSettings } from './broker-settings.ts';
import { makeDataFolder, takeOverData } from './data-folder.ts';
import type { KafkaPrograms } from './prepare-kafka.ts';

/** Where and how to run a broker. */
export interface ApacheKafkaOptions {
  readonly programs: KafkaPrograms;
  /** Made when missing (0700), and kept: data, log, and who holds it. */
  readonly folder: string;
  /** Default: any free one below 32768. */
  readonly port?: number;
  /** For tests: listeners with a login, for example. */
  readonly more?: MoreSettings | undefined;
}

/** A running Apache Kafka: one broker on 127.0.0.1. */
export interface ApacheKafka {
  /** `host:port`, for clients. The same for all its lives. */
  readonly brokers: string;
  readonly port: number;
  /** Of the present life. */
  readonly pid: number;
  /** Resolves when the present life has ended, whoever ended it, with its last words. */
  readonly ended: Promise<string>;
  /** Ends it in order and gives the folder free. Harmless when called again. */
  readonly stop: () => Promise<void>;
  /** Ends it as kill -9 does; `restart` brings it back. */
  readonly kill: () => Promise<void>;
  /** Ends it in order if it runs, and starts it on the same port and data. */
  readonly restart: () => Promise<void>;
}

const attempts = 3;

/**
 * Starts a broker that does not outlive this process: 0.8 s, on data that a killed one left 3 s.
 * @throws FolderTaken when another living process holds the folder; ForeignData when a later release wrote its data;
 * Error with the broker's own words
 */
export async function startApacheKafka(options: ApacheKafkaOptions): Promise<ApacheKafka> {
  const { programs } = options;
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    await endStaleBroker(folder);
    takeOverData(folder, versionOf(programs));
    const data = join(folder, 'data');
    if (!existsSync(data)) makeDataFolder(programs.template, data);
    const broker = new Broker({ ...options, folder });
    await broker.start();
    return broker.asKafka(lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** As the jar of the server is named: `kafka_2.13-4.1.2.jar`. */
function versionOf({ jars }: KafkaPrograms): string {
  const name = jars
    .map((jar) => /\/kafka_[\d.]+-([\d.]+)\.jar$/.exec(jar)?.[1])
    .find((version) => version !== undefined);
  if (name === undefined) throw new Error('the jars hold no Apache Kafka');
  return name;
}

/** One folder and one port, through as many lives as are asked for. */
class Broker {
  readonly #options: ApacheKafkaOptions;
  #port: number | undefined;
  #life: BrokerLife | undefined;

  constructor(options: ApacheKafkaOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /** A port that was free when it was looked for may be taken since; then with others, unless it was asked for. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const [controller = 0, chosen = 0] = await freePortsForServers(2);
      const broker = this.#port ?? chosen;
      const { programs, folder, more } = this.#options;
      try {
        this.#life = await startBroker({ ...programs, folder, ports: { broker, controller }, more });
        this.#port = broker;
        return;
      } catch (error) {
        const mayPass = String(error).includes('Address already in use') && this.#port === undefined;
        if (!mayPass || attempt === attempts) throw error;
      }
    }
  }

  asKafka(release: () => void): ApacheKafka {
    const getLife = (): BrokerLife => this.#alive();
    const port = this.#port ?? 0;
    return {
      brokers: `127.0.0.1:${String(port)}`,
      port,
      get pid() {
        return getLife().pid;
      },
      get ended() {
        return getLife().ended;
      },
      stop: async () => {
        await getLife().stop();
        forgetBroker(this.#options.folder);
        release();
      },
      kill: () => getLife().kill(),
      restart: async () => {
        await getLife().stop();
        await this.start();
      },
    };
  }

  #alive(): BrokerLife {
    if (this.#life === undefined) throw new Error('the broker was never started');
    return this.#life;
  }
}
