import { Installation } from './installation.ts';
import type { Running } from './installation.ts';
import { readKafkaChoice } from './kafka/kafka-choice.ts';
import { describePlaces } from './places.ts';
import { explain } from './problem.ts';
import type { SampleRun } from './sample/run-sample.ts';
import { prepareSample, showSamples } from './sample/show-sample.ts';
import { createSay, paintFor } from './say.ts';
import type { Paint, Say } from './say.ts';
import { ServiceLogs } from './services/service-logs.ts';
import { readFirstPort } from './state/ports.ts';
import { takeStateFolder } from './state/state-folder.ts';
import { StopSignals } from './stop-signals.ts';

/** One start, until it is stopped. */
export interface UpOptions {
  readonly root: string;
  readonly folder: string;
  /** Run the sample call to its end and stop. */
  readonly once: boolean;
}

/** Starts everything, shows the sample, and stays until it is told to stop. @returns the exit code */
export async function up(options: UpOptions): Promise<number> {
  const paint = paintFor(process.stdout);
  const say = createSay((line) => process.stdout.write(`${line}\n`), paint);
  try {
    readKafkaChoice(process.env);
    readFirstPort(process.env);
    const lock = takeStateFolder(options.folder, say);
    try {
      return await new Session(options, say, paint).run();
    } finally {
      lock.release();
    }
  } catch (error) {
    say.problem(explain(error));
    return 1;
  }
}

class Session {
  readonly #options: UpOptions;
  readonly #say: Say;
  readonly #paint: Paint;
  readonly #installation: Installation;
  readonly #stopping: StopSignals;

  constructor(options: UpOptions, say: Say, paint: Paint) {
    const { root, folder, once } = options;
    this.#options = options;
    this.#say = say;
    this.#paint = paint;
    const logs = new ServiceLogs(folder, { show: (line) => say.line(line), least: once ? 'warn' : 'info', paint });
    const onLine = (service: string, line: string): void => logs.write(service, line);
    this.#installation = new Installation({ root, folder, say, onLine });
    this.#stopping = new StopSignals({
      first: () => say.line('Stopping everything (Ctrl-C again: at once) …'),
      second: () => {
        say.line('Stopping at once');
        this.#installation.hurry();
      },
    });
  }

  /** @returns the exit code; the last line of `--once` names the run */
  async run(): Promise<number> {
    const { once } = this.#options;
    let runs: SampleRun[] = [];
    let hasFailed = false;
    try {
      const running = await this.#start();
      runs = await this.#showSamples(running);
      if (!once) await this.#stay(running);
    } catch (error) {
      hasFailed = !this.#stopping.signal.aborted;
      if (hasFailed) this.#say.problem(explain(error));
    } finally {
      const stop = (): Promise<void> => this.#installation.stop();
      await this.#say.step('Stopping the services and their servers', stop, () => 'Everything is stopped');
      this.#stopping.close();
    }
    const isGood = (!once || this.#sayVerdict(runs)) && !hasFailed;
    return isGood ? 0 : 1;
  }

  /** The last line names a run that failed, else the last one. @returns whether all runs succeeded */
  #sayVerdict(runs: readonly SampleRun[]): boolean {
    const failed = runs.find(({ status }) => status !== 'SUCCEEDED');
    const last = failed ?? runs.at(-1);
    if (last !== undefined) this.#say.line(`run ${last.id} ${last.status}`);
    return last !== undefined && failed === undefined;
  }

  async #stay(running: Running): Promise<void> {
    for (const line of describePlaces(running, this.#options.folder)) this.#say.line(line);
    await this.#stopping.asked();
  }

  /** While it starts nothing is in flight: who asks to stop need not wait for services to become ready. */
  async #start(): Promise<Running> {
    const { signal } = this.#stopping;
    const hurry = (): void => this.#installation.hurry();
    signal.addEventListener('abort', hurry, { once: true });
    const running = await this.#installation.start(signal);
    signal.removeEventListener('abort', hurry);
    signal.throwIfAborted();
    return running;
  }

  /** Without `--once` a sample that does not work is no reason to go down: that is how one finds out why. */
  async #showSamples(running: Running): Promise<SampleRun[]> {
    const telling = { say: this.#say, paint: this.#paint, signal: this.#stopping.signal };
    try {
      await prepareSample(running, telling);
      this.#installation.announce(running);
      return await showSamples(running, telling);
    } catch (error) {
      if (this.#options.once || this.#stopping.signal.aborted) throw error;
      this.#say.problem(`the sample did not work: ${explain(error)}`);
      this.#installation.announce(running);
      return [];
    }
  }
}
