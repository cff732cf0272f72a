import type { NotSent } from '../response.ts';
import { EgressBlockedError, ResolutionError } from './guarded-connect.ts';

/** The system could not connect: everything else that ends an https connection before its first byte is TLS. */
const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTCONN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
]);

/** What the failure of a request means whose first byte was never written. */
export function connectProblem(error: Error, origin: URL): Pick<NotSent, 'code' | 'message'> {
  return { code: connectCode(error, origin), message: `${origin.host}: ${messageOf(error)}` };
}

function connectCode(error: Error, origin: URL): NotSent['code'] {
  if (error instanceof EgressBlockedError) return 'EGRESS_BLOCKED';
  if (error instanceof ResolutionError) return 'DNS_FAILED';
  const code = codeOf(error);
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return 'BAD_URL';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'CONNECT_TIMEOUT';
  return origin.protocol === 'http:' || connectCodes.has(code) ? 'CONNECT_FAILED' : 'TLS_FAILED';
}

/** Where several addresses were tried, Node says what became of each in an AggregateError, and its own message is empty. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message.trim();
  const each: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return each.map((one) => (one instanceof Error ? one.message : String(one))).join('; ') || codeOf(error);
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? '';
}
