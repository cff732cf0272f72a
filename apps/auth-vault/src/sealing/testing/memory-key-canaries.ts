import type { KeyCanaries } from '../key-canaries.ts';
import type { SealedSecret } from '../sealer.ts';

/** Canaries kept in memory. */
export class MemoryKeyCanaries implements KeyCanaries {
  private readonly kept = new Map<string, SealedSecret>();

  list(): Promise<readonly SealedSecret[]> {
    return Promise.resolve([...this.kept.values()].sort((left, right) => (left.keyId < right.keyId ? -1 : 1)));
  }

  addIfAbsent(canary: SealedSecret): Promise<void> {
    if (!this.kept.has(canary.keyId)) this.kept.set(canary.keyId, canary);
    return Promise.resolve();
  }
}
