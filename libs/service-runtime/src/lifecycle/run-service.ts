import { constants } from 'node:os';
import { ConfigError } from '../config/load-config.ts';
import type { Logger } from '../log/logger.ts';

/** Something that runs as long as the service does. Both are called at most once. */
export interface Part {
  readonly name: string;
  start(): Promise<void>;
  /** Called only when `start` succeeded. Finishes what is in flight; what it cannot finish in time is cut off. */
  stop(): Promise<void>;
  /** Resolves, with the reason, when the part can never go on in this process. Told, the service stops with exit code 1. */
  readonly broken?: Promise<Error>;
}

/** A service about to run: started in this order, stopped in reverse. */
export interface ServicePlan {
  readonly log: Logger;
  readonly parts: readonly Part[];
  /** From the moment when the service shall stop, for all parts together. */
  readonly stopTimeoutMs: number;
}

/** `EX_CONFIG` of sysexits.h: starting again without a change of configuration cannot help. */
const configExitCode = 78;

/**
 * Runs a service until SIGTERM or SIGINT, then ends the process. Takes a function where the plan depends on a
 * configuration that may be refused.
 *
 * States: *starting*, *running*, *stopping*. The first signal moves to stopping, after the part that is just being
 * started; a second one ends the process at once. A part that fails to start stops those before it. An exception that
 * nobody caught stops the service too: what it left behind is unknown.
 *
 * Exit codes: 0 stopped as asked; 1 a part failed to start, broke, failed to stop or to stop in time, or an uncaught exception; 78
 * the configuration was refused (each problem on a line of its own on standard error); 128 + n the second signal, n.
 */
export async function runService(service: ServicePlan | (() => ServicePlan | Promise<ServicePlan>)): Promise<void> {
  try {
    await run(typeof service === 'function' ? await service() : service);
  } catch (error) {
    process.exitCode = sayWhyNot(error);
    process.exit();
  }
}

async function run(plan: ServicePlan): Promise<void> {
  const { log } = plan;
  const stopping = new Stopping(plan);
  const running: Part[] = [];
  try {
    for (const part of plan.parts) {
      if (stopping.isAsked()) break;
      stopping.waitsFor = part.name;
      await part.start();
      running.push(part);
      void part.broken?.then((error) => {
        log.error({ part: part.name, error }, 'a part of the service can never go on');
        stopping.ask(1);
      });
      log.debug({ part: part.name }, 'part started');
    }
    if (!stopping.isAsked()) log.info({ parts: running.map(({ name }) => name) }, 'service started');
  } catch (error) {
    log.error({ part: stopping.waitsFor, error }, 'service could not start');
    stopping.ask(error instanceof ConfigError ? sayWhyNot(error) : 1);
  }
  const exitCode = await stopping.asked;
  const isClean = await stopAll(running, log, stopping);
  log.info({}, 'service stopped');
  process.exit(isClean ? exitCode : Math.max(exitCode, 1));
}

/** Whether, and with which exit code, the service shall stop; ends the process when that takes too long. */
class Stopping {
  /** Resolves with the exit code that the reason for stopping asks for. */
  readonly asked: Promise<number>;
  /** The part that is just being started or stopped. */
  waitsFor: string | undefined;
  readonly #plan: ServicePlan;
  readonly #resolve: (exitCode: number) => void;
  #isAsked = false;

  constructor(plan: ServicePlan) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.asked = promise;
    this.#plan = plan;
    this.#resolve = resolve;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.#onSignal(signal));
    process.on('uncaughtException', (error) => {
      plan.log.error({ error }, 'uncaught exception');
      this.ask(1);
    });
  }

  isAsked(): boolean {
    return this.#isAsked;
  }

  /** The first reason decides the exit code and starts the clock. */
  ask(exitCode: number): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#resolve(exitCode);
    const { log, stopTimeoutMs } = this.#plan;
    setTimeout(() => {
      log.error({ part: this.waitsFor, stopTimeoutMs }, 'service did not stop in time');
      process.exit(1);
    }, stopTimeoutMs);
  }

  #onSignal(signal: 'SIGTERM' | 'SIGINT'): void {
    if (this.#isAsked) process.exit(128 + constants.signals[signal]);
    this.#plan.log.info({ signal }, 'service stopping');
    this.ask(0);
  }
}

async function stopAll(running: readonly Part[], log: Logger, stopping: Stopping): Promise<boolean> {
  let isClean = true;
  for (const part of running.toReversed()) {
    stopping.waitsFor = part.name;
    try {
      await part.stop();
    } catch (error) {
      isClean = false;
      log.error({ part: part.name, error }, 'part failed to stop');
    }
  }
  return isClean;
}

function sayWhyNot(error: unknown): number {
  if (error instanceof ConfigError) {
    for (const { name, problem } of error.problems) process.stderr.write(`configuration: ${name} ${problem}\n`);
    return configExitCode;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
