import { fault } from '../../faults.ts';

const keyBytes = 32;

/** What the operator gave: the key that seals, and all that open. `problem` says how to mend it, without key material. */
export type KeyRingReading = { readonly keyRing: KeyRing } | { readonly problem: string };

/** Key-encryption keys by id: one current, which seals; the former ones only open. They never leave this object's folder. */
export class KeyRing {
  constructor(
    readonly currentKeyId: string,
    private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  /** @throws Fault KEY_UNKNOWN */
  getKey(keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (!key) throw fault('KEY_UNKNOWN', { keyId, known: [...this.keys.keys()].join(', ') });
    return key;
  }
}

/**
 * Reads `{"id": "<base64 of 32 bytes>"}` and the id of the current key.
 * Two ids with the same bytes are refused: retiring one of them would look safe and not be.
 */
export function readKeyRing(currentKeyId: string, keysText: string): KeyRingReading {
  const entries = entriesOf(keysText);
  if (!entries) return { problem: 'must be a JSON object {"<key id>": "<base64 of 32 bytes>", …}' };
  const keys = new Map<string, Buffer>();
  for (const [id, value] of entries) {
    const key = decodeKey(value);
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
      return { problem: 'has a key id that is not 1 to 64 letters, digits, "-", "_" or "."' };
    }
    if (!key) return { problem: `key "${id}" must be base64 of ${String(keyBytes)} bytes (openssl rand -base64 32)` };
    const twin = [...keys].find(([, other]) => other.equals(key));
    if (twin) return { problem: `keys "${twin[0]}" and "${id}" are the same bytes; give each its own` };
    keys.set(id, key);
  }
  if (!keys.has(currentKeyId)) return { problem: `lacks the key "${currentKeyId}" that VAULT_KEK_CURRENT names` };
  return { keyRing: new KeyRing(currentKeyId, keys) };
}

function entriesOf(text: string): [string, unknown][] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Standard or URL-safe base64. Buffer.from skips what it cannot read, so the text itself is checked. */
function decodeKey(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return undefined;
  const key = Buffer.from(value, 'base64');
  return key.length === keyBytes ? key : undefined;
}
