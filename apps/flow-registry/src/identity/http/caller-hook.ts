import type { FastifyInstance } from 'fastify';
import type { Caller } from '../caller.ts';
import type { Credential } from '../session.ts';
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
export function addCallerHook(server: FastifyInstance, door: RequestDoor): void {
  server.addHook('onRequest', async (request, reply) => {
    // The route that was found, not the text of the URL, which has many spellings.
    if (request.routeOptions.url !== '/graphql') return;
    Object.assign(request, await door.admit(request, reply));
  });
}
