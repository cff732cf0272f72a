import type { SealedSecret } from './sealer.ts';

/**
 * One sealed known text for each key that ever sealed something, whichever workspace it was for. Holds no secret.
 * All methods throw Fault POSTGRES_UNAVAILABLE.
 */
export interface KeyCanaries {
  /** Sorted by key id. */
  list(): Promise<readonly SealedSecret[]>;
  /** Does nothing when the key has one already. */
  addIfAbsent(canary: SealedSecret): Promise<void>;
}
