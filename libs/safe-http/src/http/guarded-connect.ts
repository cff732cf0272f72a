import { lookup as resolve } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { buildConnector } from 'undici';
import { closedBecause, familyOf } from '../address-rules.ts';
import type { EgressAllow } from '../egress-allow.ts';
import { connectTimeoutMs } from '../limits.ts';
import type { EgressFacts } from '../observed.ts';

/** The guard said no. */
export class EgressBlockedError extends Error {
  /** The address that it refused, and why. */
  readonly egress: EgressFacts;

  constructor(message: string, egress: EgressFacts) {
    super(message);
    this.egress = egress;
  }
}

/** The name could not be resolved; `cause` is what the resolver said. */
export class ResolutionError extends Error {}

/**
 * Given to a reset connection's error instead of ECONNRESET, for which undici has an exception: it takes a body
 * without length for complete then. Cut short by a reset, an answer is not complete.
 */
export const resetByPeer = 'RESET_BY_PEER';

/** A connector that gives back the socket as soon as there is one, before it is connected. */
export type GuardedConnector = (...asked: Parameters<buildConnector.connector>) => unknown;

/** Says why an address may not be called. */
type Refuse = (address: string) => EgressBlockedError | undefined;

/**
 * Makes connections to one origin, if its addresses are public or allowed. A literal address is checked here, because
 * Node asks no resolver for it; all addresses of a name are checked, and only those are tried; the address that
 * answered is checked once more before the connection is handed over. One connector serves one lane: it caches TLS
 * sessions by server name, and a session must not be used with another's credentials.
 */
export function guardedConnector(origin: URL, allow: EgressAllow): GuardedConnector {
  const host = origin.hostname.replace(/^\[|\]$/g, '');
  const port = Number(origin.port || (origin.protocol === 'https:' ? 443 : 80));
  const refuse: Refuse = (address) => refusalOf(address, port, allow);
  // undici gives the socket back, which its types do not say.
  const connect: GuardedConnector = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(refuse) });
  return (options, callback) => {
    const literal = familyOf(host) === undefined ? undefined : refuse(host);
    if (literal !== undefined) {
      callback(literal, null);
      return undefined;
    }
    return connect(options, (...made) => {
      const [error, connected] = made;
      const problem = error === null ? problemOfSocket(connected, refuse) : undefined;
      if (problem !== undefined) {
        connected?.destroy();
        callback(problem, null);
        return;
      }
      if (error === null) markResets(connected);
      callback(...made);
    });
  };
}

/** A socket whose other side is gone already has no address to check. */
function problemOfSocket({ remoteAddress }: Socket, refuse: Refuse): Error | undefined {
  if (remoteAddress !== undefined) return refuse(remoteAddress);
  return Object.assign(new Error('the connection ended as it was made'), { code: 'ENOTCONN' });
}

function guardedLookup(refuse: Refuse): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: readonly LookupAddress[] | undefined) => {
      const addresses = found ?? [];
      const problem = error === null ? problemOf(hostname, addresses, refuse) : unresolved(hostname, error);
      const [first] = addresses;
      if (problem !== undefined || first === undefined) callback(problem ?? unresolved(hostname), '', 0);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

function problemOf(hostname: string, addresses: readonly LookupAddress[], refuse: Refuse): Error | undefined {
  for (const { address } of addresses) {
    const refusal = refuse(address);
    if (refusal !== undefined) return new EgressBlockedError(`${hostname}: ${refusal.message}`, refusal.egress);
  }
  return undefined;
}

function unresolved(hostname: string, cause?: NodeJS.ErrnoException): ResolutionError {
  return new ResolutionError(`${hostname} could not be resolved (${cause?.code ?? 'no address'})`, { cause });
}

function refusalOf(address: string, port: number, allow: EgressAllow): EgressBlockedError | undefined {
  const why = closedBecause(address);
  if (why === undefined || allow.covers(address, port)) return undefined;
  const message = `${address} port ${port} is not public (${why}) and not in EGRESS_ALLOW`;
  return new EgressBlockedError(message, { address, port, closedBecause: why, isBlocked: true });
}

function markResets(socket: Socket): void {
  socket.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') error.code = resetByPeer;
  });
}
