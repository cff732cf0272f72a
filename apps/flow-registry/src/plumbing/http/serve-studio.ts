import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy, sendFile, sendPage } from './send-file.ts';
import { StaticFiles } from './static-files.ts';

const PAGE = '/index.html';
/** What belongs to programs: there, an unknown path is an error and never the Studio's page. */
const NOT_THE_STUDIOS = /^\/(graphql|graphiql|auth|internal|schemas|v1|asyncapi\.yaml)(\/|$)/;
/** Vite puts the hash of a file's content into its name. */
const HASHED = /^\/assets\//;
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Places in the page that are filled in for each answer. */
const PLACE = /__(CSP_NONCE|ENVIRONMENT_NAME|ENVIRONMENT_COLOUR)__/g;

export interface StudioSettings {
  readonly folder: string;
  /** Tells, from a request's Host, where its page opens its WebSocket. */
  readonly socketOrigin: (host: string | undefined) => string;
  /** What the installation is for; an empty name is not shown. */
  readonly environment: { readonly name: string; readonly colour: string };
}

/**
 * Serves the built Studio at `/`: its files as they are, and its page for every other address that a browser opens, because
 * the Studio's own routes are such addresses.
 */
export function serveStudio(server: FastifyInstance, settings: StudioSettings): void {
  const files = new StaticFiles(settings.folder, PAGE);
  server.get('/*', async (request, reply) => {
    const path = pathOf(request);
    if (NOT_THE_STUDIOS.test(path)) {
      reply.callNotFound();
      return reply;
    }
    const file = path === PAGE ? undefined : await files.find(path);
    if (file !== undefined)
      return sendFile(request, reply, { file, cacheControl: HASHED.test(path) ? FOR_EVER : 'no-cache' });
    if (HASHED.test(path) || !opensPages(request)) {
      reply.callNotFound();
      return reply;
    }
    const page = await files.find(PAGE);
    if (page === undefined) return sendNotBuilt(reply);
    const socketOrigin = settings.socketOrigin(request.headers.host);
    return sendPage(reply, {
      html: (nonce) => filledIn(page.content.toString('utf8'), nonce, settings.environment),
      policy: (nonce) => pagePolicy(nonce, socketOrigin),
    });
  });
}

function filledIn(page: string, nonce: string, { name, colour }: StudioSettings['environment']): string {
  const texts: Record<string, string> = { CSP_NONCE: nonce, ENVIRONMENT_NAME: name, ENVIRONMENT_COLOUR: colour };
  return page.replace(PLACE, (_, place: string) => escaped(texts[place] ?? ''));
}

/** For an attribute's value. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}

/** The router has refused what cannot be decoded. */
function pathOf(request: FastifyRequest): string {
  return decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
}

/** A browser's address bar says `text/html`; scripts and `fetch` say anything, and must not be given a page for a file. */
function opensPages(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
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
