import { createClient, type Client } from 'graphql-ws';
import type { Following, LiveState, LiveUpdates } from '../live-updates.ts';
import { tellSignedOut } from '../signed-out.ts';
import { workspaceHeader } from '../workspace-choice.ts';

const PING_EVERY_MS = 10_000;
const LONGEST_PAUSE_MS = 10_000;
/** A page that is left for another one that follows too keeps the connection. */
const LINGER_MS = 3000;
/** The registry's way of saying that the session has ended. */
const NOT_SIGNED_IN = 4401;

/** Live updates over one WebSocket to the registry (graphql-transport-ws), opened when first needed. */
export class LiveSocket implements LiveUpdates {
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  #state: LiveState = 'idle';
  #wake: () => void = () => undefined;

  constructor(url: string) {
    this.#client = createClient({
      url,
      lazyCloseTimeout: LINGER_MS,
      keepAlive: PING_EVERY_MS,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: (retries) => this.#pause(retries),
      connectionParams: workspaceHeader,
      on: {
        connecting: () => this.#tell(this.#state === 'lost' ? 'lost' : 'connecting'),
        connected: () => this.#tell('live'),
        closed: (event) => this.#closed(event),
      },
    });
  }

  follow<Result, Variables>(following: Following<Result, Variables>): () => void {
    const { document, variables, onEvent } = following;
    let end: () => void = () => undefined;
    let isWanted = true;
    const start = (): void => {
      if (!isWanted) return;
      const payload = { query: document.toString(), variables: variables as Record<string, unknown> };
      end = this.#client.subscribe<Result>(payload, {
        next: ({ data }) => data != null && onEvent(data),
        // What ends a subscription for good is tried anew: its page polls meanwhile.
        error: () => void this.#pause(LONGEST_PAUSE_MS).then(start),
        complete: () => undefined,
      });
    };
    start();
    return () => {
      isWanted = false;
      end();
    };
  }

  state(): LiveState {
    return this.#state;
  }

  onState(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reconnect(): void {
    this.#wake();
  }

  #closed(event: unknown): void {
    const { code, wasClean } = event as { code?: number; wasClean?: boolean };
    if (code === NOT_SIGNED_IN) tellSignedOut();
    // 1000: nobody follows anything any more.
    this.#tell(code === 1000 && wasClean === true ? 'idle' : 'lost');
  }

  /** Longer from try to try, never the same for all browsers, and over at once when somebody asks. */
  #pause(retries: number): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** retries);
    const pauseMs = longest / 2 + (Math.random() * longest) / 2;
    return new Promise((done) => {
      const timer = setTimeout(done, pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  #tell(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
