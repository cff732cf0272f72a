import type { Logger, ServiceTokenVerifier } from '@aftercall/service-runtime';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addInternalRoutes } from './internal-routes.ts';
import { refuse } from './problem-details.ts';
import type { Routes } from './routes.ts';

/** A sender that needs longer for its request holds a share of the bytes in flight that others could use. */
const MAX_SENDING_MS = 20_000;
/** On closing: for requests that are under way. What is cut off was not answered, and its sender sends it again. */
const CLOSING_MS = 3000;

interface ExecutorServer {
  log: Logger;
  newId: () => string;
  /** Whose service tokens are good here. */
  tokens: ServiceTokenVerifier;
  /** Open to call systems; each says itself who may ask. */
  publicRoutes: readonly Routes[];
  /** Under `/internal`, for the registry alone. */
  internalRoutes: readonly Routes[];
}

/**
 * The executor's one HTTP server. Features add their routes; what is the same for all is here: ids of requests, bodies as
 * bytes, problems as RFC 9457 says, and an end that waits for nobody too long.
 */
export function executorServer({ log, newId, tokens, publicRoutes, internalRoutes }: ExecutorServer): FastifyInstance {
  const app = Fastify({
    requestTimeout: MAX_SENDING_MS,
    forceCloseConnections: 'idle',
    genReqId: () => newId(),
    requestIdHeader: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  cutOffWhenClosing(app);
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, { status: 404, code: 'NOT_FOUND', message: 'the door is POST /v1/call-events' }),
  );
  app.setErrorHandler((error, request, reply) => answerFault(log, error, request, reply));
  for (const register of publicRoutes) register(app);
  addInternalRoutes(app, tokens, internalRoutes);
  return app;
}

/** A sender that stalls must not keep the process from what comes after the door: handing its runs over to others. */
function cutOffWhenClosing(app: FastifyInstance): void {
  let cutOff: NodeJS.Timeout | undefined;
  app.addHook('preClose', (done) => {
    cutOff = setTimeout(() => {
      app.server.closeAllConnections();
    }, CLOSING_MS);
    done();
  });
  app.addHook('onClose', (_instance, done) => {
    clearTimeout(cutOff);
    done();
  });
}

function answerFault(log: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) {
    const message = `the request is too large: at most ${request.routeOptions.bodyLimit} bytes are taken`;
    return refuse(reply, { status: 413, code: 'TOO_LARGE', message });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return refuse(reply, { status: 400, code: 'UNREADABLE', message: 'the request cannot be read' });
  }
  log.error({ error, requestId: request.id, route: request.routeOptions.url }, 'a request could not be answered');
  if (code === 'POSTGRES_UNAVAILABLE') {
    return refuse(reply, { status: 503, code, message: 'the ledger does not answer: send the same again' });
  }
  return refuse(reply, {
    status: 500,
    code: 'INTERNAL',
    message: 'this should not have happened: send the same again',
  });
}
