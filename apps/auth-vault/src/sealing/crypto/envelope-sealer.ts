import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fault } from '../../faults.ts';
import type { KeyRing } from '../key-ring.ts';
import type { SealBinding, SealedSecret, Sealer } from '../sealer.ts';

/*
 * box        = nonce (12 bytes) || AES-256-GCM ciphertext || tag (16 bytes)
 * ciphertext = box(data key, secret text,  ["aftercall.vault.1", "secret", workspace, profile id, version, purpose])
 * wrappedKey = box(ring key, data key,     ["aftercall.vault.1", "key", workspace, profile id, version, purpose, key id])
 *
 * The bracketed list is the additional authenticated data, as JSON: unambiguous however the parts are written.
 * Nonces are random (NIST SP 800-38D section 8.2.2). A data key is used once; a ring key stays far below the 2^32
 * boxes that the standard allows it, which would be one new secret every second for 136 years.
 */
const cipher = 'aes-256-gcm';
const dataKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A random data key for each secret, itself sealed by the current key of the ring. */
export class EnvelopeSealer implements Sealer {
  constructor(
    private readonly ring: KeyRing,
    readonly currentKeyId: string,
  ) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- a fault must come as a rejection, as from a remote key service
  async seal(binding: SealBinding, text: string): Promise<SealedSecret> {
    const keyId = this.currentKeyId;
    const dataKey = randomBytes(dataKeyBytes);
    try {
      const ciphertext = encrypt(dataKey, Buffer.from(text, 'utf8'), secretAad(binding));
      const wrappedKey = encrypt(this.ring.getKey(keyId), dataKey, keyAad(binding, keyId));
      return { keyId, wrappedKey, ciphertext };
    } finally {
      dataKey.fill(0);
    }
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a fault must come as a rejection, as from a remote key service
  async open(binding: SealBinding, sealed: SealedSecret): Promise<string> {
    const { keyId, wrappedKey, ciphertext } = sealed;
    const ringKey = this.ring.getKey(keyId);
    try {
      const dataKey = decrypt(ringKey, wrappedKey, keyAad(binding, keyId));
      const text = decrypt(dataKey, ciphertext, secretAad(binding)).toString('utf8');
      dataKey.fill(0);
      return text;
    } catch (cause) {
      throw fault('SEAL_BROKEN', { keyId, profileId: binding.profileId, version: binding.version }, cause);
    }
  }
}

function secretAad(binding: SealBinding): Buffer {
  return aad('secret', binding, []);
}

function keyAad(binding: SealBinding, keyId: string): Buffer {
  return aad('key', binding, [keyId]);
}

function aad(what: string, { workspace, profileId, version, purpose }: SealBinding, more: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['aftercall.vault.1', what, workspace, profileId, version, purpose, ...more]));
}

function encrypt(key: Buffer, clear: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const box = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(aad);
  return Buffer.concat([nonce, box.update(clear), box.final(), box.getAuthTag()]);
}

function decrypt(key: Buffer, box: Buffer, aad: Buffer): Buffer {
  const opening = createDecipheriv(cipher, key, box.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAAD(aad).setAuthTag(box.subarray(-tagBytes));
  return Buffer.concat([opening.update(box.subarray(nonceBytes, -tagBytes)), opening.final()]);
}
