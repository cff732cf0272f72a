import type { Authenticate, Presented } from '../../identity/authenticate.ts';
import type { Caller } from '../../identity/caller.ts';
import type { CredentialWatch } from '../../identity/credential-watch.ts';
import type { Credential } from '../../identity/session.ts';
import type { SocketCounts } from './socket-counts.ts';

/** Why a socket is closed, for clients: graphql-ws names the codes of 44xx, and its client does not come back after 4401. */
export const closings = {
  notSignedIn: [4401, 'UNAUTHENTICATED: send connectionParams.authorization, or sign in'],
  credentialEnded: [4401, 'SESSION_ENDED: the session or API key has ended'],
  unknownWorkspace: [4403, 'NOT_FOUND: no such workspace for this key'],
  tooMany: [4429, 'RATE_LIMITED: too many sockets for this API key'],
  unavailable: [1013, 'a part of the service is away: try again'],
} as const satisfies Record<string, readonly [number, string]>;

export type Close = (why: keyof typeof closings) => void;

/** Who speaks over a socket, once it has said so. */
export interface SocketCaller {
  caller: Caller;
  credential: Credential;
  /** Operations that run now. */
  operations: number;
  leave: () => void;
}

interface Parts {
  authenticate: Authenticate;
  watch: CredentialWatch;
  counts: SocketCounts;
}

/** Lets a socket in by what its handshake or its first message presents. `undefined`: it is being closed. */
export async function admitSocket(
  parts: Parts,
  { handshake, params, close }: { handshake: Presented; params: Readonly<Record<string, unknown>>; close: Close },
): Promise<SocketCaller | undefined> {
  const presented = {
    authorization: textIn(params, 'authorization') ?? handshake.authorization,
    workspace: textIn(params, 'aftercall-workspace') ?? handshake.workspace,
    sessionToken: handshake.sessionToken,
  };
  const result = await parts.authenticate.authenticate(presented);
  if (result.kind !== 'caller') {
    close(result.kind === 'unauthenticated' ? 'notSignedIn' : 'unknownWorkspace');
    return undefined;
  }
  const { caller, credential } = result;
  if (!parts.counts.addSocket(credential.keyId)) {
    close('tooMany');
    return undefined;
  }
  const unwatch = parts.watch.watch(presented, () => {
    close('credentialEnded');
  });
  const admitted: SocketCaller = {
    caller,
    credential,
    operations: 0,
    leave: () => {
      unwatch();
      parts.counts.remove(credential.keyId, { sockets: 1, operations: admitted.operations });
    },
  };
  return admitted;
}

/** Names of headers have no case; neither have those that stand for them here. */
function textIn(params: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
