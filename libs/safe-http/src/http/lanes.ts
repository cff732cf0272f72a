import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import type { EgressAllow } from '../egress-allow.ts';
import { keepAliveMs, longestKeepAliveMs } from '../limits.ts';
import type { SafeOutcome } from '../response.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeWatch } from './exchange-watch.ts';
import { guardedConnector } from './guarded-connect.ts';

/** One request that wants a connection. */
export interface Dispatch {
  readonly exchange: Exchange;
  readonly options: Dispatcher.DispatchOptions;
  readonly maxConnections: number;
}

/**
 * The connections of one lane to one origin. Each is an undici client of its own that has one request at a time, so
 * that giving a request up ends its connection and nothing else. (undici's own pool opens a new connection for each
 * request that is aborted, and a second one for a request that follows another at once.)
 */
class Lane {
  readonly #origin: URL;
  readonly #allow: EgressAllow;
  /** The last used comes last and is used first: the others may run out. */
  readonly #idle: Client[] = [];
  readonly #busy = new Set<Client>();
  readonly #waiting: Dispatch[] = [];

  constructor(origin: URL, allow: EgressAllow) {
    this.#origin = origin;
    this.#allow = allow;
  }

  /** Sends now, or as soon as a connection is free. The exchange tells how it ends. */
  dispatch(dispatch: Dispatch): void {
    const { watch } = dispatch.exchange;
    if (watch !== undefined) {
      this.#use(this.#newClient(watch), dispatch);
      return;
    }
    const client = this.#idle.pop() ?? (this.#busy.size < dispatch.maxConnections ? this.#newClient() : undefined);
    if (client === undefined) this.#waiting.push(dispatch);
    else this.#use(client, dispatch);
  }

  isUnused(): boolean {
    return this.#busy.size === 0;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((client) => client.destroy()));
  }

  #use(client: Client, { exchange, options }: Dispatch): void {
    this.#busy.add(client);
    client.dispatch(options, exchange);
    void exchange.outcome.then((outcome) => {
      this.#giveBack(client, exchange.watch === undefined && isWhole(outcome));
    });
  }

  /** A connection is kept after a complete answer only: whatever else ended the request, its answer may still come. */
  #giveBack(client: Client, isKept: boolean): void {
    this.#busy.delete(client);
    if (isKept) this.#idle.push(client);
    else void client.destroy();
    this.#sendNext();
  }

  #sendNext(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    if (next.exchange.isSettled()) this.#sendNext();
    else this.dispatch(next);
  }

  /** One for a request that is watched has a connector of its own: nothing of other connections is in what it sees. */
  #newClient(watch?: ExchangeWatch): Client {
    const connect = guardedConnector(this.#origin, this.#allow);
    const client = new Client(this.#origin.origin, {
      pipelining: 1,
      connect: watch?.over(connect) ?? connect,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: longestKeepAliveMs,
      // One timer ends a request, its own: these two would only watch its parts.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return client.on('disconnect', () => {
      const at = this.#idle.indexOf(client);
      if (at >= 0) this.#idle.splice(at, 1);
    });
  }
}

function isWhole(outcome: SafeOutcome): boolean {
  return outcome.kind === 'answered' && !outcome.truncated;
}

/** The lanes in use and those used last. */
export class Lanes {
  readonly #allow: EgressAllow;
  readonly #maxLanes: number;
  /** The longest unused first. */
  readonly #lanes = new Map<string, Lane>();
  /** The last of them. */
  #lastKey: string | undefined;

  constructor(allow: EgressAllow, maxLanes: number) {
    this.#allow = allow;
    this.#maxLanes = maxLanes;
  }

  /** Requests of another lane key or to another origin never share a connection with this one. */
  dispatch(laneKey: string, origin: URL, dispatch: Dispatch): void {
    // An origin holds no blank, so two lanes never share a key.
    const key = `${origin.origin} ${laneKey}`;
    const lane = this.#lanes.get(key) ?? new Lane(origin, this.#allow);
    if (key !== this.#lastKey) this.#putLast(key, lane);
    lane.dispatch(dispatch);
    if (this.#lanes.size > this.#maxLanes) this.#dropUnused();
  }

  #putLast(key: string, lane: Lane): void {
    this.#lanes.delete(key);
    this.#lanes.set(key, lane);
    this.#lastKey = key;
  }

  /** Closes every connection at once. */
  async destroy(): Promise<void> {
    const lanes = [...this.#lanes.values()];
    this.#lanes.clear();
    this.#lastKey = undefined;
    await Promise.all(lanes.map((lane) => lane.destroy()));
  }

  /** How many lanes are kept. */
  count(): number {
    return this.#lanes.size;
  }

  #dropUnused(): void {
    for (const [key, lane] of this.#lanes) {
      if (this.#lanes.size <= this.#maxLanes) return;
      if (!lane.isUnused()) continue;
      this.#lanes.delete(key);
      if (key === this.#lastKey) this.#lastKey = undefined;
      void lane.destroy();
    }
  }
}
