import type { ServiceCaller, ServiceTokenVerifier } from '@aftercall/service-runtime';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from '../../plumbing/rest/fault-format.ts';

const callers = new WeakMap<FastifyRequest, ServiceCaller>();

/**
 * Lets only signed service tokens in, whatever the path. A hook and not a guard of Nest, because guards run after the
 * body was read: nobody unknown makes the vault read, parse or answer anything but 401.
 */
export function requireServiceToken(server: FastifyInstance, verifier: ServiceTokenVerifier): void {
  server.addHook('onRequest', async (request, reply) => {
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const caller = token === undefined ? undefined : await verifier.verify(token);
    if (!caller) return sendProblem(reply, { status: 401, code: 'UNAUTHENTICATED', message: 'not authenticated' });
    callers.set(request, caller);
    return undefined;
  });
}

/** The service that sent the request, and the workspace of its token. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): ServiceCaller => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('a request got past the service token hook');
  return caller;
});
