import { isFault, type Logger } from '@aftercall/service-runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../plumbing/http/refuse.ts';
import { requestId } from '../../plumbing/log/request-id.ts';
import type { Authenticate } from '../authenticate.ts';
import type { Caller } from '../caller.ts';
import type { PublicAddress } from '../public-address.ts';
import type { Credential } from '../session.ts';
import type { SessionCookie } from './session-cookie.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Somebody who was let in. */
export interface Admitted {
  caller: Caller;
  credential: Credential;
}

/** Says who sends a request, or refuses it: the same for GraphQL and for signing in and out. */
export class RequestDoor {
  constructor(
    private readonly parts: { authenticate: Authenticate; cookie: SessionCookie; address: PublicAddress; log: Logger },
  ) {}

  /** `undefined`: the answer is on its way. */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<Admitted | undefined> {
    const presented = this.parts.cookie.presented(request.headers);
    const isByCookie = presented.authorization === undefined && presented.sessionToken !== undefined;
    if (isByCookie && !SAFE_METHODS.has(request.method) && !this.isOwnPage(request)) {
      await refuse(
        reply,
        403,
        'CROSS_SITE_REQUEST',
        'with a session cookie, send the header "Aftercall-Csrf: 1" from a page of this origin (PUBLIC_URL); with an API key, send Authorization',
      );
      return undefined;
    }
    try {
      const result = await this.parts.authenticate.authenticate(presented);
      if (result.kind === 'caller') return { caller: result.caller, credential: result.credential };
      await refuseUnknown(reply, result.kind);
    } catch (error) {
      const code = isFault(error) ? error.code : 'INTERNAL';
      this.parts.log.error({ requestId: requestId(), code, error }, 'a request could not be authenticated');
      await refuse(
        reply,
        503,
        code,
        'a part of the service is away; try again, or give the request id to its operators',
      );
    }
    return undefined;
  }

  /** Another site's page can neither set our header without asking first, nor name our origin as its own. */
  private isOwnPage(request: FastifyRequest): boolean {
    const { origin, host } = request.headers;
    return request.headers['aftercall-csrf'] === '1' && this.parts.address.isOwn(origin, host);
  }
}

async function refuseUnknown(reply: FastifyReply, kind: 'unauthenticated' | 'unknown-workspace'): Promise<void> {
  if (kind === 'unauthenticated') {
    await refuse(reply.header('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED', 'not signed in');
    return;
  }
  const message = 'the header Aftercall-Workspace names no workspace that this key may act in';
  await refuse(reply, 404, 'NOT_FOUND', message);
}
