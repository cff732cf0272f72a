import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { pagePolicy, sendFile, sendPage } from './send-file.ts';
import { StaticFiles } from './static-files.ts';

const FILES = '/graphiql';
const PREFIX = `${FILES}/`;

/**
 * Style elements that the package makes without the nonce, by their content: an empty one, and two of its parts. Another
 * version may have others; the test in a browser names them.
 */
const OWN_STYLES = [
  `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
  `'sha256-KEusrVhJr9hIBdaMJvOVaP+WWz8kc3DCY43CCLLIGfY='`,
  `'sha256-yk9i/VlAiCewfGAOHBXDc9YkttDeM+lHMEWQuZFElGM='`,
];

/** Serves an explorer of the API at `/graphiql`, with files of ours alone; it asks as whoever is signed in, or by an API key. */
export function serveExplorer(server: FastifyInstance, socketOrigin: (host: string | undefined) => string): void {
  const files = new StaticFiles(getDistDirectory(), '/index.html');
  server.get(FILES, (request, reply) => {
    const origin = socketOrigin(request.headers.host);
    return sendPage(reply, {
      html: (nonce) =>
        renderAltair({
          baseURL: PREFIX,
          endpointURL: '/graphql',
          subscriptionsEndpoint: `${origin}/graphql`,
          initialSubscriptionRequestHandlerId: 'graphql-ws',
          initialHeaders: { 'Aftercall-Csrf': '1' },
          initialQuery: '{ viewer { name role workspace { id } } }',
          disableAccount: true,
          cspNonce: nonce,
        }),
      policy: (nonce) =>
        pagePolicy(nonce, origin, {
          'base-uri': `'self'`,
          'style-src': [`'self' 'nonce-${nonce}'`, ...OWN_STYLES].join(' '),
        }),
    });
  });
  server.get(`${PREFIX}*`, async (request, reply) => {
    const path = `/${(request.params as { '*': string })['*']}`;
    // The page itself needs its nonce, and the frame for scripts of requests is nothing that we offer.
    const isOffered = path !== '/index.html' && !path.startsWith('/iframe-sandbox/');
    const file = isOffered ? await files.find(path) : undefined;
    if (file !== undefined) return sendFile(request, reply, { file, cacheControl: 'no-cache' });
    reply.callNotFound();
    return reply;
  });
}
