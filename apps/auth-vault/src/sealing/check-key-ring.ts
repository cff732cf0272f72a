import { isFault } from '@aftercall/service-runtime';
import type { KeyCanaries } from './key-canaries.ts';
import type { SealedSecret, Sealer } from './sealer.ts';

/** Profile ids are UUIDs, so this binding is nobody else's. */
const canaryBinding = { workspace: '', profileId: 'key-canary', version: 1, purpose: '' };

/**
 * Finds out whether the key ring opens what is stored, without reading anybody's secret: before a key seals its first
 * secret, it seals a canary. Asked at start, for readiness and before each new secret, because a ring with wrong bytes
 * under a known id would otherwise go on sealing what the right ring cannot open.
 */
export class CheckKeyRing {
  constructor(
    private readonly sealer: Sealer,
    private readonly canaries: KeyCanaries,
  ) {}

  /** What the operator must mend, or undefined. The current key gets its canary only when all others open. */
  async findProblem(): Promise<string | undefined> {
    const known = await this.canaries.list();
    const problem = await this.problemOf(known);
    if (problem !== undefined || known.some(({ keyId }) => keyId === this.sealer.currentKeyId)) return problem;
    await this.canaries.addIfAbsent(await this.sealer.seal(canaryBinding, 'aftercall'));
    return this.problemOf(await this.canaries.list());
  }

  private async problemOf(canaries: readonly SealedSecret[]): Promise<string | undefined> {
    const failing: string[] = [];
    for (const canary of canaries) if (!(await this.opens(canary))) failing.push(`"${canary.keyId}"`);
    if (failing.length === 0) return undefined;
    return `the key ring cannot open what is stored: VAULT_KEK_KEYS lacks ${failing.join(', ')} or holds other bytes under that id; put the former key back`;
  }

  private async opens(canary: SealedSecret): Promise<boolean> {
    try {
      await this.sealer.open(canaryBinding, canary);
      return true;
    } catch (error) {
      if (isFault(error)) return false;
      throw error;
    }
  }
}
