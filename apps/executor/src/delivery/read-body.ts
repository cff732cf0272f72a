import { brotliDecompressSync, inflateSync, unzipSync } from 'node:zlib';
import type { Json } from '@aftercall/flow-model';
import { MAX_DEPTH, parseJson, withoutBrokenCharacters } from '@aftercall/wire-format';
import { isJson } from './build-request.ts';

/** An answer's body as it came. */
export interface RawBody {
  /** Value of Content-Type; '' when there is none. */
  contentType: string;
  contentEncoding: string;
  bytes: Buffer;
  /** We cut it at our limit. */
  isTruncated: boolean;
}

/** `value` undefined = no body. `problem` says why a mapping cannot read it; `value` is then what can be shown. */
export interface BodyReading {
  value: Json | undefined;
  problem?: string;
}

/** Unpacked bodies are bounded too: 10 MB of zeroes fit in 10 KB of gzip. */
const MAX_UNPACKED_BYTES = 10 * 1024 * 1024;

/** The body unpacked and as text; undefined when it cannot be unpacked. */
export function decodedText({ contentType, contentEncoding, bytes }: RawBody): string | undefined {
  const unpacked = unpackedBytes(bytes, contentEncoding);
  return unpacked && decode(unpacked, contentType);
}

/**
 * The body as a JSON value or as text; long numbers keep their digits ({@link parseJson}). JSON is what says so by its type, and what is plainly an object or a list whatever
 * it says. Characters that PostgreSQL cannot store are replaced.
 */
export function readBody({ contentType, contentEncoding, bytes, isTruncated }: RawBody): BodyReading {
  if (bytes.length === 0) return { value: undefined };
  const unpacked = unpackedBytes(bytes, contentEncoding);
  if (unpacked === undefined) {
    return {
      value: undefined,
      problem: `the answer's body could not be unpacked (content-encoding ${contentEncoding})`,
    };
  }
  const text = decode(unpacked, contentType);
  if (isTruncated)
    return { value: mended(text), problem: `the answer is longer than ${bytes.length} bytes and was cut` };
  if (!isJson(contentType) && !/^\s*[[{]/.test(text)) return { value: mended(text) };
  return readJson(text, contentType);
}

function readJson(text: string, contentType: string): BodyReading {
  const json = parsed(text);
  if (json === undefined) {
    const value = mended(text);
    return isJson(contentType)
      ? { value, problem: 'the answer is not JSON, although its content type says so' }
      : { value };
  }
  const clean = withoutBrokenCharacters(json.value);
  if (clean !== undefined) return { value: clean.clean };
  return { value: mended(text), problem: `the answer is nested deeper than ${MAX_DEPTH} levels` };
}

function parsed(text: string): { value: Json } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
}

function mended(text: string): Json {
  return withoutBrokenCharacters(text)?.clean ?? null;
}

/** Asked for by no request of ours, but some servers pack whatever is asked, and an author may set Accept-Encoding. */
export function unpackedBytes(bytes: Buffer, encoding: string): Buffer | undefined {
  const limit = { maxOutputLength: MAX_UNPACKED_BYTES };
  try {
    switch (encoding.trim().toLowerCase()) {
      case '':
      case 'identity':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return unzipSync(bytes, limit);
      case 'deflate':
        return inflateSync(bytes, limit);
      case 'br':
        return brotliDecompressSync(bytes, limit);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Making one takes longer than decoding a usual answer with it. */
const utf8 = new TextDecoder();

function decode(bytes: Buffer, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return utf8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return utf8.decode(bytes);
  }
}
