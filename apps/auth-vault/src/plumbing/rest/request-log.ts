import type { Logger } from '@aftercall/service-runtime';
import type { FastifyInstance } from 'fastify';

/** One line for each answered request: its route, never its URL, headers or body. Answers are marked as not to be kept. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    next();
  });
  server.addHook('onResponse', (request, reply, next) => {
    const route = request.routeOptions.url ?? 'unknown';
    const facts = { requestId: request.id, method: request.method, route, status: reply.statusCode };
    log.info({ ...facts, durationMs: Math.round(reply.elapsedTime) }, 'request answered');
    next();
  });
}
