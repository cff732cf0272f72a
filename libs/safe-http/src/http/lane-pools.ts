import { Pool } from 'undici';
import type { EgressAllow } from '../egress-allow.ts';
import { keepAliveMs, longestKeepAliveMs } from '../limits.ts';
import { guardedConnector } from './guarded-connect.ts';

/** The connections of one lane to one origin. */
export interface LanePool {
  readonly pool: Pool;
  inUse: number;
}

/** Which pool: credentials never share connections, and a lane whose limit was changed gets a new pool. */
export interface PoolKey {
  readonly laneKey: string;
  readonly origin: URL;
  readonly maxConnections: number;
}

/** The pools of all lanes, the longest unused first. Those past `maxPools` close once nobody uses them. */
export class LanePools {
  readonly #allow: EgressAllow;
  readonly #maxPools: number;
  readonly #pools = new Map<string, LanePool>();

  constructor(allow: EgressAllow, maxPools: number) {
    this.#allow = allow;
    this.#maxPools = maxPools;
  }

  /** The lane's pool, counted as used until it is handed back to `release`. */
  acquire({ laneKey, origin, maxConnections }: PoolKey): LanePool {
    const key = JSON.stringify([laneKey, origin.origin, maxConnections]);
    const lane = this.#pools.get(key) ?? { pool: this.#newPool(origin, maxConnections), inUse: 0 };
    this.#pools.delete(key);
    this.#pools.set(key, lane);
    lane.inUse += 1;
    this.#closeUnused();
    return lane;
  }

  /** The request that acquired this pool has ended. */
  release(lane: LanePool): void {
    lane.inUse -= 1;
    this.#closeUnused();
  }

  /** Closes every connection at once. */
  async destroy(): Promise<void> {
    const lanes = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(lanes.map(({ pool }) => pool.destroy()));
  }

  #newPool(origin: URL, maxConnections: number): Pool {
    return new Pool(origin.origin, {
      connections: Math.max(1, maxConnections), // undici takes 0 for "no limit"
      pipelining: 1,
      connect: guardedConnector(origin, this.#allow),
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: longestKeepAliveMs,
      // One timer ends a request, our own: these two would only watch its parts.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  #closeUnused(): void {
    for (const [key, { pool, inUse }] of this.#pools) {
      if (this.#pools.size <= this.#maxPools) return;
      if (inUse > 0) continue;
      this.#pools.delete(key);
      void pool.destroy();
    }
  }
}
