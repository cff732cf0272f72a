import { setTimeout as delay } from 'node:timers/promises';
import { explain } from '../problem.ts';
import type { Say } from '../say.ts';

/** One life of a server that comes along with us: PostgreSQL, Apache Kafka. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Resolves when it has ended, whoever ended it, with its last words. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** How one is kept. */
export interface KeptServerOptions<Kind extends Server> {
  /** As it is called on the terminal. */
  readonly title: string;
  /** Starts it on data that it kept; on this port, when one is given. */
  readonly launch: (port?: number) => Promise<Kind>;
  readonly say: Say;
  /** A process came or went. */
  readonly onChange: () => void;
}

const firstBackOffMs = 500;
const longestBackOffMs = 15_000;
const steadyAfterMs = 30_000;

/**
 * Keeps a server running: one that ends unasked is started again, on the same port and data. At once the first time;
 * after further deaths in a row later each time.
 */
export class KeptServer<Kind extends Server> {
  readonly #options: KeptServerOptions<Kind>;
  readonly #stopping = new AbortController();
  #server: Kind | undefined;
  #restart: Promise<void> = Promise.resolve();
  #deaths = 0;

  constructor(options: KeptServerOptions<Kind>) {
    this.#options = options;
  }

  /** Its process id, or null when it does not run. */
  get pid(): number | null {
    return this.#server?.pid ?? null;
  }

  async start(port?: number): Promise<Kind> {
    const server = await this.#options.launch(port);
    const beganMs = performance.now();
    this.#server = server;
    this.#options.onChange();
    void server.ended.then((words) => {
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - beganMs >= steadyAfterMs) this.#deaths = 0;
      this.#restart = this.#startAgain(server, words);
    });
    return server;
  }

  /** Stops it and leaves it stopped. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restart;
    await this.#server?.stop();
  }

  async #startAgain(dead: Kind, words: string): Promise<void> {
    const { title, say, onChange } = this.#options;
    const { signal } = this.#stopping;
    this.#server = undefined;
    onChange();
    say.warn(`${title} ended unasked; starting it again. Its last words:\n${words}`);
    await dead.stop();
    for (;;) {
      await this.#backOff();
      if (signal.aborted) return;
      try {
        await this.start(dead.port);
        say.line(`${title} is back`);
        return;
      } catch (error) {
        say.problem(explain(error));
      }
    }
  }

  async #backOff(): Promise<void> {
    const backOffMs = this.#deaths === 0 ? 0 : Math.min(firstBackOffMs * 2 ** (this.#deaths - 1), longestBackOffMs);
    this.#deaths += 1;
    await delay(backOffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
