import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { withRequestId } from '../log/request-id.ts';
import { refuse } from './refuse.ts';

/** The largest flow and 47 KiB for the query and the other variables beside it. */
export const MAX_BODY_BYTES = 1_048_576;

const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
};

/** Heeded only where browsers call the origin trustworthy; elsewhere they complain of it on every page. */
const OPENER_POLICY = { 'cross-origin-opener-policy': 'same-origin' };
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/**
 * Gives every request its id, its sender's own if it has one, and every answer that id and the headers that keep browsers from
 * misusing it. Once the service is stopping, answers also end their connection: a kept one would hold up the stop until it times
 * out.
 */
export function addRequestHooks(server: FastifyInstance, isStopping: () => boolean): void {
  server.addHook('onRequest', (request, reply, done) => {
    const id = givenId(request.headers['x-request-id']) ?? randomUUID();
    const isTrustworthy = request.protocol === 'https' || LOOPBACK.test(request.hostname);
    void reply.headers({ ...SECURITY_HEADERS, ...(isTrustworthy ? OPENER_POLICY : {}), 'x-request-id': id });
    withRequestId(id, done);
  });
  server.addHook('onSend', (_request, reply, _body, done) => {
    if (isStopping()) void reply.header('connection', 'close');
    done();
  });
}

/** What GraphQL over HTTP has no use for. */
export function refuseOtherMethods(server: FastifyInstance): void {
  server.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (_request, reply) =>
      refuse(reply.header('allow', 'GET, POST'), 405, 'BAD_REQUEST', 'ask by POST, or by GET for a query'),
  });
}

/** The id that the sender already knows the request by: short and plain, as it goes into the log. */
function givenId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header) ? header : undefined;
}
