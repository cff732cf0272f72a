import type { FastifyInstance, FastifyRequest } from 'fastify';
import { chooseDocument, type PersistedDocuments } from '../persisted-documents.ts';
import { refuse } from './refuse.ts';

/** Puts the text of a document id into the request, where GraphQL looks for it, or refuses a text that may not be asked. */
export function addDocumentHook(
  server: FastifyInstance,
  settings: { documents: PersistedDocuments; isRequired: (request: FastifyRequest) => boolean },
): void {
  server.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    const asked = request.method === 'GET' ? request.query : request.body;
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return;
    const chosen = await chooseDocument(settings.documents, asked, settings.isRequired(request));
    if (!chosen.ok) await refuse(reply, 400, chosen.code, chosen.message);
    else if (chosen.query !== undefined) Object.assign(asked, { query: chosen.query });
  });
}
