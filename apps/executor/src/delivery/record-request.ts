import type { RenderedRequest } from '@aftercall/flow-model';
import type { AttemptRequest, UsableCredential } from '@aftercall/wire-format';
import { buildRequest, type Additions, type BuiltRequest, type CredentialPairs } from './build-request.ts';
import { secretStriker, STRUCK, type SecretStriker } from './redact-secrets.ts';

/** What may be stored of a request, and the means to clean its answer in the same way. */
export interface RequestRecord {
  request: AttemptRequest;
  striker: SecretStriker;
}

interface Recorded extends Omit<Additions, 'credential'> {
  credential: UsableCredential | undefined;
}

/** Headers that carry a secret also where an author typed it into the flow. */
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'x-api-key', 'api-key', 'apikey', 'x-auth-token']);

/** An author's own secret is searched for in the answer from this length on; shorter ones may be ordinary words. */
const MIN_TYPED_SECRET = 8;

/**
 * The request for the ledger: where it has a credential, built once more with its values all masked, so that nothing depends
 * on finding them; then searched for them all the same, because a flow can hold a copy.
 */
export function recordRequest(rendered: RenderedRequest, additions: Recorded, sent: BuiltRequest): RequestRecord {
  const striker = strikerOf(rendered, additions.credential);
  const { method, url, headers, body } =
    additions.credential === undefined ? sent : builtWithout(additions.credential, rendered, additions);
  return {
    striker,
    request: {
      method,
      url: striker.text(url.replaceAll(encodeURIComponent(STRUCK), STRUCK)),
      headers: headers.map(([name, value]) => [name, maskedHeader(name, striker.text(value))]),
      body: body === undefined ? null : withoutNul(striker.text(body)),
    },
  };
}

function builtWithout(secret: UsableCredential, rendered: RenderedRequest, additions: Recorded): BuiltRequest {
  const build = buildRequest(rendered, { ...additions, credential: masked(secret) });
  if (!build.ok) throw new Error(`a request that can be built cannot be recorded: ${build.cause.code}`);
  return build.request;
}

/** Patterns take a millisecond to make, and the same secrets go out again and again. */
const strikers = new Map<string, SecretStriker>();
const MAX_STRIKERS = 500;

function strikerOf(rendered: RenderedRequest, credential: UsableCredential | undefined): SecretStriker {
  const typed = rendered.headers.flatMap(typedSecrets);
  if (typed.length === 0 && credential === undefined) return secretStriker([]);
  const secrets = credential === undefined ? typed : [...typed, ...secretsOf(credential)];
  const key = JSON.stringify(secrets);
  const striker = strikers.get(key) ?? secretStriker(secrets);
  strikers.delete(key);
  strikers.set(key, striker);
  const [oldest] = strikers.keys();
  if (strikers.size > MAX_STRIKERS && oldest !== undefined) strikers.delete(oldest);
  return striker;
}

/** What the vault names, and every value that is sent, lest one was not named. */
function secretsOf({ secrets, headers, query, body }: UsableCredential): string[] {
  return [
    ...secrets,
    ...headers.map(([, value]) => withoutScheme(value)),
    ...[...query, ...body].map(([, value]) => value),
  ];
}

function typedSecrets([name, value]: [string, string]): string[] {
  const secret = withoutScheme(value);
  const isSecret = SECRET_HEADERS.has(name.toLowerCase()) && name.toLowerCase() !== 'cookie';
  return isSecret && secret.length >= MIN_TYPED_SECRET ? [secret] : [];
}

/** `Bearer abc` → `abc` */
function withoutScheme(value: string): string {
  return value.replace(/^[A-Za-z][\w-]*\s+/, '');
}

function masked(credential: UsableCredential): CredentialPairs {
  const mask = (pairs: [string, string][]): [string, string][] => pairs.map(([name]) => [name, STRUCK]);
  return { headers: mask(credential.headers), query: mask(credential.query), body: mask(credential.body) };
}

function maskedHeader(name: string, value: string): string {
  return SECRET_HEADERS.has(name.toLowerCase()) ? STRUCK : value;
}

function withoutNul(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
