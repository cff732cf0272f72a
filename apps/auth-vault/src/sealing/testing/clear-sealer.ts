import { fault } from '../../faults.ts';
import type { SealBinding, SealedSecret, Sealer } from '../sealer.ts';

/** Keeps the sealer's promises and hides nothing: the text is readable, and the copy beside it shows every change. */
export class ClearSealer implements Sealer {
  private sealCount = 0;

  constructor(
    readonly currentKeyId = 'k1',
    private readonly knownKeyIds: readonly string[] = [currentKeyId],
  ) {}

  async seal(binding: SealBinding, text: string): Promise<SealedSecret> {
    this.sealCount += 1;
    const clear = Buffer.from(JSON.stringify([bindingAsText(binding), this.sealCount, text]));
    return { keyId: this.currentKeyId, wrappedKey: Buffer.from(clear), ciphertext: clear };
  }

  async open(binding: SealBinding, { keyId, wrappedKey, ciphertext }: SealedSecret): Promise<string> {
    if (!this.knownKeyIds.includes(keyId)) throw fault('KEY_UNKNOWN', { keyId });
    if (!wrappedKey.equals(ciphertext)) throw fault('SEAL_BROKEN', { keyId });
    const [bound, , text] = JSON.parse(ciphertext.toString()) as [string, number, string];
    if (bound !== bindingAsText(binding)) throw fault('SEAL_BROKEN', { keyId });
    return text;
  }
}

function bindingAsText({ workspace, profileId, version, purpose }: SealBinding): string {
  return JSON.stringify([workspace, profileId, version, purpose]);
}
