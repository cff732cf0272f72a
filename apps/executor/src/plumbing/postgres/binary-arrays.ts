/** Type ids of PostgreSQL's catalogue (pg_type), the same in every installation. */
const BYTEA = 17;
const JSONB = 3802;
const JSONB_VERSION = 1;
/** Dimensions, whether there are nulls, type, length, lower bound. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/** A value for a parameter `bytea[]`, in binary: as text each body would be sent as hexadecimal digits, and read twice. */
export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + value.length, HEADER_BYTES);
  const array = arrayOf(bytes, BYTEA, values.length);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    array.set(value, at);
    at += value.length;
  }
  return array;
}

/** A value for a parameter `jsonb[]`, of JSON texts and of nulls: each text is parsed once and by itself. */
export function jsonbArray(texts: readonly (string | null)[]): Buffer {
  const lengths = texts.map((text) => (text === null ? -1 : Buffer.byteLength(text) + 1));
  const bytes = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(0, length), HEADER_BYTES);
  const array = arrayOf(bytes, JSONB, texts.length);
  let at = HEADER_BYTES;
  for (const [index, text] of texts.entries()) {
    at = array.writeInt32BE(lengths[index] ?? -1, at);
    if (text === null) continue;
    at = array.writeUInt8(JSONB_VERSION, at);
    at += array.write(text, at);
  }
  return array;
}

function arrayOf(bytes: number, type: number, length: number): Buffer {
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return length === 0 ? array.subarray(0, 12) : array;
}
