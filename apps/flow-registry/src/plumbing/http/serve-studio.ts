import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding, StaticFiles, type StaticFile } from './static-files.ts';

const PAGE = '/index.html';
/** What belongs to programs: there, an unknown path is an error and never the Studio's page. */
const NOT_THE_STUDIOS = /^\/(graphql|graphiql|auth|internal|schemas|v1|asyncapi\.yaml)(\/|$)/;
/** Vite puts the hash of a file's content into its name. */
const HASHED = /^\/assets\//;
const NONCE_PLACE = /__CSP_NONCE__/g;
const NONCE_BYTES = 18;

/**
 * Serves the built Studio at `/`: its files as they are, and its page for every other address that a browser opens, because
 * the Studio's own routes are such addresses.
 *
 * @param settings - `socketOrigin` tells, from a request's Host, where its page opens its WebSocket
 */
export function serveStudio(
  server: FastifyInstance,
  settings: { folder: string; socketOrigin: (host: string | undefined) => string },
): void {
  const files = new StaticFiles(settings.folder, PAGE);
  server.get('/*', async (request, reply) => {
    const path = pathOf(request);
    if (NOT_THE_STUDIOS.test(path)) {
      reply.callNotFound();
      return reply;
    }
    const file = path === PAGE ? undefined : await files.find(path);
    if (file !== undefined) return sendFile(request, reply, { path, file });
    if (HASHED.test(path) || !opensPages(request)) {
      reply.callNotFound();
      return reply;
    }
    const page = await files.find(PAGE);
    if (page === undefined) return sendNotBuilt(reply);
    return sendPage(reply, page, settings.socketOrigin(request.headers.host));
  });
}

/** The router has refused what cannot be decoded. */
function pathOf(request: FastifyRequest): string {
  return decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
}

/** A browser's address bar says `text/html`; scripts and `fetch` say anything, and must not be given a page for a file. */
function opensPages(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, file }: { path: string; file: StaticFile },
): Promise<FastifyReply> {
  const encoding = file.isCompressible ? chooseEncoding(request.headers['accept-encoding']) : 'identity';
  const etag = file.etag(encoding);
  void reply.headers({
    etag,
    'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(file.isCompressible ? { vary: 'Accept-Encoding' } : {}),
  });
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return reply.type(file.type).send(await file.body(encoding));
}

function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Never from a cache: its nonce is good for this one answer. */
async function sendPage(reply: FastifyReply, page: StaticFile, socketOrigin: string): Promise<FastifyReply> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return reply
    .headers({ 'content-security-policy': policy(nonce, socketOrigin), 'cache-control': 'no-store' })
    .type(page.type)
    .send(page.content.toString('utf8').replace(NONCE_PLACE, nonce));
}

/** Nothing from elsewhere, nothing inline but what carries the nonce, and no page may frame us. */
export function policy(nonce: string, socketOrigin: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self' ${socketOrigin}`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The Studio is not built · Aftercall</title>
<h1>The Studio is not built</h1>
<p>The registry runs, but the folder of the Studio holds no <code>index.html</code>.
<code>npx nx run studio:build</code> makes it; <code>STUDIO_FOLDER</code> names another folder.</p>
<p>GraphQL is at <code>/graphql</code>.</p>
</html>
`;

async function sendNotBuilt(reply: FastifyReply): Promise<FastifyReply> {
  return reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage);
}
