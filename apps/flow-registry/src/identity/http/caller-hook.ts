import { isFault, type Logger } from '@aftercall/service-runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestId } from '../../plumbing/log/request-id.ts';
import type { Authenticate } from '../authenticate.ts';
import type { Caller } from '../caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before anything under /graphql runs. */
    caller?: Caller;
  }
}

/**
 * Turns the token of every request for /graphql into a caller, or refuses it: before its body is read, so that nobody
 * without a key makes us parse anything.
 */
export function addCallerHook(server: FastifyInstance, authenticate: Authenticate, log: Logger): void {
  server.addHook('onRequest', async (request, reply) => {
    // The route that was found, not the text of the URL, which has many spellings.
    if (request.routeOptions.url !== '/graphql') return;
    await authenticateRequest(request, reply, { authenticate, log });
  });
}

async function authenticateRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, log }: { authenticate: Authenticate; log: Logger },
): Promise<void> {
  try {
    const header = request.headers['aftercall-workspace'];
    const result = await authenticate.authenticate(
      request.headers.authorization,
      Array.isArray(header) ? header[0] : header,
    );
    if (result.kind === 'caller') request.caller = result.caller;
    else if (result.kind === 'unauthenticated')
      await refuse(reply.header('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED', 'not signed in');
    else
      await refuse(
        reply,
        404,
        'NOT_FOUND',
        'the header Aftercall-Workspace names no workspace that this key may act in',
      );
  } catch (error) {
    const code = isFault(error) ? error.code : 'INTERNAL';
    log.error({ requestId: requestId(), code, error }, 'a request could not be authenticated');
    await refuse(reply, 503, code, 'a part of the service is away; try again, or give the request id to its operators');
  }
}

async function refuse(reply: FastifyReply, status: number, code: string, message: string): Promise<void> {
  await reply.code(status).send({ errors: [{ message, extensions: { code, requestId: requestId() } }] });
}
