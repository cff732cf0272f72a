import { isFault } from '@aftercall/service-runtime';
import { fault } from '../../faults.ts';

/** What errors of pg and of Node's sockets have in common. */
interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
}

/** pg's own error, whatever TypeORM wrapped around it. */
function driverError(error: unknown): DriverError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const inner = 'driverError' in error ? error.driverError : undefined;
  return typeof inner === 'object' && inner !== null ? inner : error;
}

/** True when a row with the same key stands already; `index` names the unique index or constraint. */
export function isDuplicate(error: unknown, index: string): boolean {
  const cause = driverError(error);
  return cause?.code === '23505' && cause.constraint === index;
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P0x (shut down) and 57014 (statement timeout). */
const UNAVAILABLE_STATE = /^(08...|53...|57P0.|57014)$/;
const UNAVAILABLE_SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** pg gives no code for these. */
const UNAVAILABLE_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/i;

/** True when the database is away, as opposed to having refused what we asked. */
export function isUnavailable(error: unknown): boolean {
  const cause = driverError(error);
  if (cause === undefined) return false;
  const code = cause.code ?? '';
  return UNAVAILABLE_STATE.test(code) || UNAVAILABLE_SOCKET.has(code) || UNAVAILABLE_TEXT.test(cause.message ?? '');
}

/** Makes a fault of an error that says that the database is away; any other stays what it is. */
export function asFault(code: 'POSTGRES_UNAVAILABLE' | 'LEDGER_UNAVAILABLE', error: unknown): unknown {
  return !isFault(error) && isUnavailable(error) ? fault(code, {}, error) : error;
}
