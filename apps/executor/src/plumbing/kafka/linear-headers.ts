import Decoder from 'kafkajs/src/protocol/decoder.js';

interface Header {
  key: string;
  value: Buffer | null;
}
type Merged = Record<string, Buffer | null | (Buffer | null)[]>;

/** The headers of one record. kafkajs folds them into an object by `reduce`, copying the object for each header. */
class DecodedHeaders extends Array<Header> {
  // The merge that is asked for, in one pass: what kafkajs hands in is not called.
  override reduce(): never {
    const merged = new Map<string, Merged[string]>();
    for (const { key, value } of this) {
      const held = merged.get(key);
      if (!merged.has(key)) merged.set(key, value);
      else if (Array.isArray(held)) held.push(value);
      else merged.set(key, [held ?? null, value]);
    }
    // fromEntries defines a header named "__proto__" as an own member, which assignment would not.
    return Object.fromEntries(merged) as never;
  }
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the object that it is called on
const original = Decoder.prototype.readVarIntArray;

/**
 * Reading a record costs kafkajs the square of its number of headers: one record of 60 KB with 8,000 of them keeps the process
 * busy for half a minute, longer than the group waits for a member, and then comes again. In one pass it takes milliseconds.
 */
export function readHeadersInOnePass(): void {
  Decoder.prototype.readVarIntArray = function readHeaders(this: unknown, reader: unknown): unknown {
    return DecodedHeaders.from(original.call(this, reader) as Header[]);
  };
}
