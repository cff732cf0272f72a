import { fault } from '../faults.ts';

const keyBytes = 32;

/** `problem` says how to mend what the operator gave, without key material. */
export type KeyRingReading = { readonly keyRing: KeyRing } | { readonly problem: string };

/** Key-encryption keys by id: one of them seals, all of them open. Prints nothing of what it holds. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;

  constructor(keys: ReadonlyMap<string, Buffer>) {
    this.#keys = keys;
  }

  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  /** @throws Fault KEY_UNKNOWN */
  getKey(keyId: string): Buffer {
    const key = this.#keys.get(keyId);
    if (!key) throw fault('KEY_UNKNOWN', { keyId, known: [...this.#keys.keys()].join(', ') });
    return key;
  }
}

/**
 * Reads `{"<key id>": "<base64 of 32 bytes>"}`. Two ids with the same bytes are refused: retiring one of them would look
 * safe and not be.
 */
export function readKeyRing(text: string): KeyRingReading {
  const entries = entriesOf(text);
  if (!entries || entries.length === 0) return { problem: 'must be JSON: {"<key id>": "<base64 of 32 bytes>", …}' };
  const keys = new Map<string, Buffer>();
  for (const [id, value] of entries) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
      return { problem: 'has a key id that is not 1 to 64 letters, digits, "-", "_" or "."' };
    }
    const key = decodeKey(value);
    if (!key) return { problem: `key "${id}" must be base64 of ${String(keyBytes)} bytes (openssl rand -base64 32)` };
    const twin = [...keys].find(([, other]) => other.equals(key));
    if (twin) return { problem: `keys "${twin[0]}" and "${id}" are the same bytes; give each its own` };
    keys.set(id, key);
  }
  return { keyRing: new KeyRing(keys) };
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
