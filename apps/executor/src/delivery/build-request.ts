import type { RenderedRequest } from '@aftercall/flow-model';
import type { Cause, UsableCredential } from '@aftercall/wire-format';

/** A request as it goes out. */
export interface BuiltRequest {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: string | undefined;
}

export type RequestBuild = { ok: true; request: BuiltRequest } | { ok: false; cause: Cause };

/** What a credential adds, or, for the record, what it would have added. */
export type CredentialPairs = Pick<UsableCredential, 'headers' | 'query' | 'body'>;

export interface Additions {
  credential: CredentialPairs | undefined;
  /** Header and value; undefined for a look-up, which must never pass for the request that it asks about. */
  idempotency: { header: string; key: string } | undefined;
  userAgent: string;
}

type Pair = [name: string, value: string];
type Pairs = readonly (readonly [name: string, value: string])[];

/** What answers we can read, in case a target offers several. */
const ACCEPT = 'application/json, text/plain;q=0.9, */*;q=0.8';

/**
 * Completes a rendered request: the credential's headers, parameters and fields, `Idempotency-Key` for whatever may change
 * something, and defaults that the author's own headers win over. Credential and key win over the author's.
 */
export function buildRequest(
  rendered: RenderedRequest,
  { credential, idempotency, userAgent }: Additions,
): RequestBuild {
  const body = withFields(rendered.body, credential?.body ?? []);
  if (!body.ok) return body;
  const additions = ownHeaders(rendered, idempotency);
  if (credential !== undefined) additions.push(...credential.headers);
  const headers = withDefaults(replaced(rendered.headers, additions), [
    ['user-agent', userAgent],
    ['accept', ACCEPT],
  ]);
  const url = withParameters(rendered.url, credential?.query ?? []);
  return { ok: true, request: { method: rendered.method, url, headers, body: body.text } };
}

function ownHeaders({ method, body }: RenderedRequest, idempotency: Additions['idempotency']): Pair[] {
  const isWrite = method !== 'GET' && method !== 'HEAD';
  const own: Pair[] = [];
  if (body !== undefined) own.push(['content-type', body.contentType]);
  if (isWrite && idempotency !== undefined) own.push([idempotency.header, idempotency.key]);
  return own;
}

/** Whether a credential may go to that URL. The vault has checked it; this copy in memory is checked again on every use. */
export function isAllowedOrigin(url: string, { origins }: Pick<UsableCredential, 'origins'>): boolean {
  const { origin } = new URL(url);
  return origins.some((allowed) => URL.canParse(allowed) && new URL(allowed).origin === origin);
}

function replaced(headers: readonly Pair[], additions: readonly Pair[]): Pair[] {
  return [...headers.filter(([name]) => !has(additions, name)), ...additions];
}

function withDefaults(headers: Pair[], defaults: readonly Pair[]): Pair[] {
  for (const pair of defaults) if (!has(headers, pair[0])) headers.push(pair);
  return headers;
}

/** Header names are compared without case; few are as long as each other. */
function has(pairs: readonly Pair[], wanted: string): boolean {
  return pairs.some(([name]) => name.length === wanted.length && name.toLowerCase() === wanted.toLowerCase());
}

function withParameters(url: string, pairs: Pairs): string {
  if (pairs.length === 0) return url;
  const parsed = new URL(url);
  // Deleted only where it is there: deleting writes the whole query anew, in another spelling than the author's.
  for (const [name] of pairs) if (parsed.searchParams.has(name)) parsed.searchParams.delete(name);
  const added = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  parsed.search = parsed.search === '' ? added : `${parsed.search}&${added}`;
  return parsed.href;
}

type BodyBuild = { ok: true; text: string | undefined } | { ok: false; cause: Cause };

function withFields(body: RenderedRequest['body'], pairs: Pairs): BodyBuild {
  if (pairs.length === 0) return { ok: true, text: body?.text };
  if (body !== undefined && isForm(body.contentType)) return { ok: true, text: withFormFields(body.text, pairs) };
  const json = body !== undefined && isJson(body.contentType) ? withMembers(body.text, pairs) : undefined;
  if (json !== undefined) return { ok: true, text: json };
  const message = 'the auth profile adds fields to the body, which must be a JSON object or a form: change the body';
  return { ok: false, cause: { code: 'CREDENTIAL_NOT_PLACEABLE', message } };
}

function withFormFields(text: string, pairs: Pairs): string {
  const fields = new URLSearchParams(text);
  for (const [name, value] of pairs) fields.set(name, value);
  return fields.toString();
}

function withMembers(text: string, pairs: Pairs): string | undefined {
  const value = parsedJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return JSON.stringify({ ...value, ...Object.fromEntries(pairs) });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isForm(contentType: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType);
}

/** `application/json` and whatever is built on it (`application/problem+json`). */
export function isJson(contentType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType);
}
