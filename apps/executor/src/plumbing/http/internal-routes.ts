import type { ServiceTokenVerifier } from '@aftercall/service-runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from './problem-details.ts';
import type { Routes } from './routes.ts';

const workspaces = new WeakMap<FastifyRequest, string>();

/**
 * `/internal/*`: for the registry alone, by its service token, which also says for which workspace it asks. Checked before
 * the body is read. Bodies are JSON.
 */
export function addInternalRoutes(app: FastifyInstance, tokens: ServiceTokenVerifier, routes: readonly Routes[]): void {
  void app.register((internal, _options, done) => {
    internal.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      internal.getDefaultJsonParser('ignore', 'ignore'),
    );
    internal.addHook('onRequest', async (request, reply) => {
      const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const caller = token === undefined ? undefined : await tokens.verify(token);
      if (caller === undefined) {
        return refuse(reply, { status: 401, code: 'UNAUTHENTICATED', message: 'not authenticated' });
      }
      if (caller.service !== 'registry' || caller.workspace === undefined) {
        const message = 'only the registry may ask this, for one workspace';
        return refuse(reply, { status: 403, code: 'FORBIDDEN', message });
      }
      workspaces.set(request, caller.workspace);
      return undefined;
    });
    for (const register of routes) register(internal);
    done();
  });
}

/** The workspace in the token of the registry's request. */
export function workspaceOf(request: FastifyRequest): string {
  const workspace = workspaces.get(request);
  if (workspace === undefined) throw new Error('a request got past the service token hook');
  return workspace;
}
