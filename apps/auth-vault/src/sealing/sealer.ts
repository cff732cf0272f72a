/** What a sealed secret belongs to. In another row, workspace or version, or for another purpose, it does not open. */
export interface SealBinding {
  readonly workspace: string;
  readonly profileId: string;
  /** From 1. */
  readonly version: number;
  /** Where the secret may go, as canonical text: who can write to the table cannot widen it. */
  readonly purpose: string;
}

/**
 * A secret at rest. The data key stands apart from what it encrypts, so that a new key-encryption key needs to touch
 * `wrappedKey` only.
 */
export interface SealedSecret {
  /** Which key of the ring wraps the data key. */
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly ciphertext: Buffer;
}

/** Seals secrets for storage and opens them for one use. Asynchronous, because a key may live in another service. */
export interface Sealer {
  /** Which key seals what is sealed now. */
  readonly currentKeyId: string;
  /** Two seals of one text never look alike. */
  seal(binding: SealBinding, text: string): Promise<SealedSecret>;
  /**
   * Also opens what a former key of the ring sealed.
   *
   * @throws Fault KEY_UNKNOWN when the ring lacks the key, SEAL_BROKEN when anything was changed or stands elsewhere
   */
  open(binding: SealBinding, sealed: SealedSecret): Promise<string>;
}
