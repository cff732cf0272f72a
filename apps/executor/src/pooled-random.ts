import { randomBytes } from 'node:crypto';

const POOL_BYTES = 8192;
const pool = { bytes: Buffer.alloc(0), used: 0 };

/** Random bytes, drawn for many ids at once: a call for ten of them costs as much as one for thousands. */
export function pooledRandom(count: number): Uint8Array {
  if (pool.used + count > pool.bytes.length) Object.assign(pool, { bytes: randomBytes(POOL_BYTES), used: 0 });
  pool.used += count;
  return pool.bytes.subarray(pool.used - count, pool.used);
}
