import type { FastifyInstance } from 'fastify';
import type { Caller } from '../caller.ts';
import type { Credential } from '../session.ts';
import { refuse } from '../../plumbing/http/refuse.ts';
import type { RequestRate } from '../request-rate.ts';
import type { RequestDoor } from './request-door.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Both are set before anything under /graphql runs. */
    caller?: Caller;
    credential?: Credential;
  }
}

/**
 * Turns the token or cookie of every request for /graphql into a caller, or refuses it: before its body is read, so that
 * nobody without a key makes us parse anything.
 */
export function addCallerHook(server: FastifyInstance, door: RequestDoor, rate: RequestRate): void {
  server.addHook('onRequest', async (request, reply) => {
    // The route that was found, not the text of the URL, which has many spellings.
    if (request.routeOptions.url !== '/graphql') return;
    const admitted = await door.admit(request, reply);
    if (admitted === undefined) return;
    const waitS = await rate.take(admitted.credential);
    if (waitS === undefined) Object.assign(request, admitted);
    else {
      const message = `too many requests with this session or API key: try again in ${waitS} s`;
      await refuse(reply.header('retry-after', `${waitS}`), 429, 'RATE_LIMITED', message);
    }
  });
}
