import { Secret } from '../config/secret.ts';

const shown = '[secret]';

/** Names whose value is never logged, whatever it is; compared in lower case, without `-` and `_`. */
const secretNames = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'xapikey',
  'apikey',
  'password',
  'passphrase',
  'secret',
  'secrets',
  'clientsecret',
  'privatekey',
  'token',
  'accesstoken',
  'refreshtoken',
  'admintoken',
  'credential',
  'credentials',
  'databaseurl',
]);

/** Deeper than any facts that are written on purpose; it bounds what an accident (a socket, a cycle) can cost. */
const deepest = 6;

/**
 * The same facts as plain data for one log line: values under a secret's name are struck, in objects and in
 * `[name, value]` header pairs; credentials in URLs too; errors become their type, code, message, stack and cause.
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutUrlCredentials(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return depth < deepest ? redactedObject(value, depth) : '[deeper]';
}

function redactedObject(value: object, depth: number): unknown {
  if (value instanceof Secret) return shown;
  if (value instanceof Date) return value;
  if (value instanceof Error) return describedError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return redactedList(value, depth);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isSecretName(name) ? shown : redacted(inner, depth + 1)]),
  );
}

function redactedList(list: readonly unknown[], depth: number): unknown[] {
  const [name, value] = list;
  if (list.length === 2 && typeof name === 'string' && typeof value === 'string' && isSecretName(name)) {
    return [name, shown];
  }
  return list.map((inner) => redacted(inner, depth + 1));
}

function describedError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const facts = 'facts' in error ? redacted(error.facts, depth + 1) : undefined;
  const cause = error.cause === undefined ? undefined : redacted(error.cause, depth + 1);
  return {
    name,
    code,
    message: withoutUrlCredentials(message),
    facts,
    stack: withoutUrlCredentials(stack ?? ''),
    cause,
  };
}

function isSecretName(name: string): boolean {
  return secretNames.has(name.toLowerCase().replaceAll(/[-_]/g, ''));
}

function withoutUrlCredentials(text: string): string {
  return text.replaceAll(/(\w:\/\/)[^\s/@]+@/g, `$1${shown}@`);
}
