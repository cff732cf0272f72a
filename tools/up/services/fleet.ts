import type { Order, OrderAnswer } from '../control/control-socket.ts';
import type { ServicePlan } from './service-process.ts';
import type { SupervisedName } from './service-plans.ts';
import { Supervised } from './supervisor.ts';
import type { SupervisorOptions } from './supervisor.ts';

/** Started together; each wave needs what the one before it offers. The executor asks the registry what is published. */
const waves: readonly (readonly SupervisedName[])[] = [['target', 'vault', 'registry'], ['executor']];

/** An order that concerns one of them. */
export type FleetOrder = Extract<Order, { service: string }>;

/** All processes that are supervised. */
export class Fleet {
  readonly #services: ReadonlyMap<SupervisedName, Supervised>;
  #lastOrder: Promise<unknown> = Promise.resolve();

  constructor(plans: Readonly<Record<SupervisedName, ServicePlan>>, options: SupervisorOptions) {
    const names = waves.flat();
    this.#services = new Map(names.map((name) => [name, new Supervised(plans[name], options)]));
  }

  /** @throws UpProblem when one of them does not become ready; the others are left to `stop` */
  async start(): Promise<void> {
    for (const wave of waves) await Promise.all(wave.map((name) => this.#get(name).start()));
  }

  /** The last that was started first: what a service needs outlives it. */
  async stop(): Promise<void> {
    for (const name of waves.flat().toReversed()) await this.#get(name).stop();
  }

  /** Ends all at once. */
  kill(): void {
    for (const service of this.#services.values()) service.kill();
  }

  pids(): Record<SupervisedName, number | null> {
    const pidOf = (name: SupervisedName): number | null => this.#get(name).pid;
    return { registry: pidOf('registry'), executor: pidOf('executor'), vault: pidOf('vault'), target: pidOf('target') };
  }

  /** Does what another `npm run up` asks, one order after the other. */
  obey(order: FleetOrder): Promise<OrderAnswer> {
    const answer = this.#lastOrder.then(() => this.#do(order));
    this.#lastOrder = answer.catch(() => undefined);
    return answer;
  }

  async #do({ name, service: wanted }: FleetOrder): Promise<OrderAnswer> {
    const service = this.#services.get(wanted as SupervisedName);
    if (service === undefined) return { ok: false, text: `there is no ${wanted}` };
    if (name === 'start' && service.isWanted) return { ok: true, text: `${wanted} runs already` };
    if (name === 'stop' && !service.isWanted) return { ok: true, text: `${wanted} is stopped already` };
    if (name === 'stop') await service.stop();
    else await service.start();
    return {
      ok: true,
      text: name === 'stop' ? `${wanted} is stopped` : `${wanted} runs as process ${String(service.pid)}`,
    };
  }

  #get(name: SupervisedName): Supervised {
    const service = this.#services.get(name);
    if (service === undefined) throw new Error(`no service is named ${name}`);
    return service;
  }
}
