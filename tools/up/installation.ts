import { join } from 'node:path';
import { listenForOrders, removeSocket } from './control/control-socket.ts';
import type { Order, OrderAnswer } from './control/control-socket.ts';
import { openKafka } from './kafka/open-kafka.ts';
import type { KafkaDoor } from './kafka/open-kafka.ts';
import { openDatabase, urlsOfLogins } from './database.ts';
import type { Database } from './database.ts';
import { explain, StopAsked } from './problem.ts';
import type { Say } from './say.ts';
import { build } from './services/build.ts';
import { Fleet } from './services/fleet.ts';
import { servicePlans, urlsOf } from './services/service-plans.ts';
import { endLeftovers, forgetProcesses, noteProcesses } from './state/leftovers.ts';
import { holdPorts, readFirstPort, isAnyTaken } from './state/ports.ts';
import type { Ports } from './state/ports.ts';
import { keepSecrets } from './state/secrets.ts';
import type { Secrets } from './state/secrets.ts';
import { takeTurn } from './state/turn.ts';
import { makeLoginLink } from './studio/login-link.ts';
import { removeUpFile, writeUpFile } from './state/up-file.ts';

/** Where an installation lives, and how it tells what it does. */
export interface InstallationOptions {
  readonly root: string;
  readonly folder: string;
  readonly say: Say;
  /** One line that a service wrote. */
  readonly onLine: (service: string, line: string) => void;
}

/** What others need to use it. */
export interface Running {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly urls: ReturnType<typeof urlsOf>;
  /** Signs a person in to the Studio, once. */
  readonly loginUrl: string;
  /** Undefined: calls come by HTTP only. */
  readonly kafka: KafkaDoor | undefined;
}

type ServicePlans = ReturnType<typeof servicePlans>;

const ready = (): string => 'Registry, executor, vault and example target are ready';

/** Aftercall on this machine: the database, the services and the example target, from their start to their end. */
export class Installation {
  readonly #options: InstallationOptions;
  #database: Database | undefined;
  #kafka: Promise<KafkaDoor | undefined> = Promise.resolve(undefined);
  /** Aborted by `stop`: what is still being prepared is not wanted any more. */
  readonly #closing = new AbortController();
  #kafkaPid: () => number | null = () => null;
  #fleet: Fleet | undefined;
  #closeOrders: (() => Promise<void>) | undefined;
  #announced: Running | undefined;

  constructor(options: InstallationOptions) {
    this.#options = options;
  }

  /**
   * Starts everything. Whatever happens, `stop` must be called afterwards.
   * @throws UpProblem, StopAsked, or what the file system and the database say
   */
  async start(signal: AbortSignal): Promise<Running> {
    const { root, folder, say } = this.#options;
    removeUpFile(folder);
    removeSocket(folder);
    await endLeftovers(folder, say);
    const secrets = keepSecrets(folder);
    this.#kafka = this.#openKafka(AbortSignal.any([signal, this.#closing.signal]));
    if (process.env['AFTERCALL_BUILD'] !== 'off') await this.#build(signal);
    const databaseUrls = await this.#startDatabase(secrets);
    const kafka = await this.#kafka;
    signal.throwIfAborted();
    const endTurn = await takeTurn(signal);
    const kafkaBrokers = kafka?.connection.brokers;
    const plansFor = (ports: Ports): ServicePlans => servicePlans({ root, ports, secrets, databaseUrls, kafkaBrokers });
    const ports = await this.#startServices(plansFor, signal).finally(endTurn);
    const urls = urlsOf(ports);
    return { ports, secrets, urls, loginUrl: await makeLoginLink(urls.studioUrl, secrets.adminKey), kafka };
  }

  async #build(signal: AbortSignal): Promise<void> {
    await this.#options.say.step(
      'Building the services',
      () => build(this.#options.root, signal),
      ({ isFromCache }) =>
        isFromCache ? 'Services are built (nothing changed since the last build)' : 'Services are built',
    );
    signal.throwIfAborted();
  }

  /** Writes `up.json`, and keeps it true from now on. */
  announce(running: Running): void {
    this.#announced = running;
    this.#onChange();
  }

  /** Stops everything in reverse, and takes back what was announced. */
  async stop(): Promise<void> {
    this.#announced = undefined;
    removeUpFile(this.#options.folder);
    await this.#closeOrders?.();
    await this.#fleet?.stop();
    this.#closing.abort(new StopAsked());
    const kafka = await this.#kafka.catch(() => undefined);
    await Promise.all([kafka?.stop(), this.#database?.stop()]);
    forgetProcesses(this.#options.folder);
  }

  /** Ends the services at once; `stop` then has little to wait for. */
  hurry(): void {
    this.#fleet?.kill();
  }

  /** Runs beside the build; what goes wrong is told by whoever waits for it. */
  #openKafka(signal: AbortSignal): Promise<KafkaDoor | undefined> {
    const { folder, say } = this.#options;
    const onChange = (): void => this.#onChange();
    const opening = openKafka({ folder: join(folder, 'kafka'), environment: process.env, say, onChange, signal });
    opening.then(
      (kafka) => (this.#kafkaPid = kafka?.pid ?? this.#kafkaPid),
      () => undefined,
    );
    return opening;
  }

  async #startDatabase({ logins }: Secrets): Promise<ReturnType<typeof urlsOfLogins>> {
    const { folder, say } = this.#options;
    this.#database = await openDatabase({ folder, logins, say, onChange: () => this.#onChange() });
    return urlsOfLogins(this.#database.databaseUrl, logins);
  }

  /** A port can be taken between the moment when it is given free and the one when the service listens: then with others. */
  async #startServices(plansFor: (ports: Ports) => ServicePlans, signal: AbortSignal): Promise<Ports> {
    const { folder, say } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const { ports, release } = await holdPorts(say, readFirstPort(process.env));
      const fleet = new Fleet(plansFor(ports), this.#supervision());
      this.#fleet = fleet;
      await release();
      signal.throwIfAborted();
      try {
        await say.step(
          'Starting the registry, the executor, the vault and the example target',
          () => fleet.start(),
          ready,
        );
        this.#closeOrders = await listenForOrders(folder, (order) => this.#obey(fleet, order));
        return ports;
      } catch (error) {
        await fleet.stop();
        if (attempt === 3 || signal.aborted || !(await isAnyTaken(ports))) throw error;
        say.warn(`${explain(error)}: another program has taken a port meanwhile; starting again with others`);
      }
    }
  }

  #obey(fleet: Fleet, order: Order): Promise<OrderAnswer> {
    if (order.name === 'login') return this.#makeLoginLink();
    this.#options.say.line(`Asked to ${order.name} ${order.service}`);
    return fleet.obey(order);
  }

  async #makeLoginLink(): Promise<OrderAnswer> {
    const running = this.#announced;
    if (running === undefined) return { ok: false, text: 'It is still starting. Remedy: ask again in a moment' };
    const loginUrl = await makeLoginLink(running.urls.studioUrl, running.secrets.adminKey);
    this.announce({ ...running, loginUrl });
    return { ok: true, text: loginUrl };
  }

  #supervision() {
    const { say, onLine } = this.#options;
    return { say, onLine, onChange: () => this.#onChange() };
  }

  #onChange(): void {
    const { folder } = this.#options;
    const fleet = this.#fleet;
    if (fleet === undefined) return;
    noteProcesses(folder, fleet.pids());
    if (this.#announced === undefined || this.#database === undefined) return;
    const { urls, secrets, loginUrl, kafka } = this.#announced;
    writeUpFile(folder, {
      studioUrl: urls.studioUrl,
      loginUrl,
      graphqlUrl: urls.graphqlUrl,
      intakeUrl: urls.intakeUrl,
      targetUrl: urls.targetUrl,
      adminToken: secrets.adminKey,
      databaseUrl: this.#database.databaseUrl,
      kafkaBrokers: kafka?.connection.brokers ?? null,
      kafkaTools: kafka?.tools ?? null,
      ops: urls.ops,
      pids: { ...fleet.pids(), postgres: this.#database.pid(), kafka: this.#kafkaPid() },
    });
  }
}
