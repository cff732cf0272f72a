import { isUtf8 } from 'node:buffer';
import type { TestRequestResult } from '@aftercall/wire-format';
import type { AttemptOutcome } from '../../delivery/delivery.ts';
import type { TargetOutcome } from '../../delivery/http-target.ts';
import { decodedText, unpackedBytes, type RawBody } from '../../delivery/read-body.ts';
import type { SecretStriker } from '../../delivery/redact-secrets.ts';

type Answered = Extract<TargetOutcome, { kind: 'answered' }>;
type Judged = Extract<AttemptOutcome, { kind: 'answered' }>;
type ShownBody = NonNullable<TestRequestResult['data']>;

/** Of an answer that was longer than what is read. */
const MAX_CUT_CHARACTERS = 64 * 1024;
/** Of what is no text. */
const MAX_BINARY_BYTES = 1024 * 1024;
/** Looked at behind the end of what is shown, lest a secret begins before it. */
const SECRET_MARGIN_BYTES = 64 * 1024;

/** The body of an answer as an author sees it, secrets struck; null when there is none. */
export function shownBody(ended: Answered, judged: Judged, striker: SecretStriker): ShownBody | null {
  const { body: bytes, isTruncated } = ended;
  if (bytes.length === 0) return null;
  const contentType = headerOf(ended, 'content-type');
  const raw = { contentType, contentEncoding: headerOf(ended, 'content-encoding'), bytes, isTruncated };
  const facts = {
    contentType: contentType === '' ? null : striker.text(contentType),
    bytes: bytes.length,
    isTruncated,
    problem: judged.answer.bodyProblem ?? null,
  };
  const unpacked = unpackedBytes(bytes, raw.contentEncoding);
  if (unpacked === undefined) return { ...facts, kind: 'BINARY', text: null, base64: null };
  if (!isText(contentType, unpacked)) return { ...facts, kind: 'BINARY', text: null, ...shownBytes(unpacked, striker) };
  return { ...facts, ...shownText(raw, judged, striker), base64: null };
}

function shownText(raw: RawBody, judged: Judged, striker: SecretStriker): Pick<ShownBody, 'kind' | 'text'> {
  const text = decodedText(raw) ?? '';
  const struck = striker.text(text);
  if (raw.isTruncated) return { kind: 'TEXT', text: shown(struck.slice(0, MAX_CUT_CHARACTERS)) };
  const value = judged.response.body;
  const isJson = judged.answer.bodyProblem === undefined && isJsonText(text, value);
  if (!isJson) return { kind: 'TEXT', text: shown(struck) };
  // A number that is a secret would leave no JSON behind: then it is written anew from the value that was struck.
  return { kind: 'JSON', text: struck === text ? shown(text) : JSON.stringify(value, null, 2) };
}

/** Text that is JSON was read as another value than itself; a text of its own was read from its quotes. */
function isJsonText(text: string, value: unknown): boolean {
  if (typeof value !== 'string') return value !== null || text.trim() === 'null';
  return /^\s*"/.test(text) && value !== text;
}

function shown(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function shownBytes(bytes: Buffer, striker: SecretStriker): Pick<ShownBody, 'base64'> & { problem?: string } {
  const looked = bytes.subarray(0, MAX_BINARY_BYTES + SECRET_MARGIN_BYTES).toString('latin1');
  // Two bytes for a character (UTF-16) leave a secret readable, with zeroes in between.
  const isClean = [looked, looked.replaceAll('\u0000', '')].every((text) => striker.text(text) === text);
  if (!isClean) return { base64: null, problem: 'a secret stands in these bytes: they are not shown' };
  return { base64: bytes.subarray(0, MAX_BINARY_BYTES).toString('base64') };
}

function isText(contentType: string, bytes: Buffer): boolean {
  if (/charset=/i.test(contentType)) return true;
  const says = /^\s*text\/|[/+](?:json|xml|javascript|x-www-form-urlencoded|yaml|graphql)\b/i.test(contentType);
  return isUtf8(bytes) ? says || !bytes.includes(0) : says && !bytes.includes(0);
}

function headerOf({ headers }: Answered, name: string): string {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? '';
}
