import type { FastifyReply } from 'fastify';
import { requestId } from '../log/request-id.ts';

/** A refusal before any handler: an answer of GraphQL to who asks GraphQL, problem+json to others. */
export async function refuse(reply: FastifyReply, status: number, code: string, message: string): Promise<void> {
  const id = requestId();
  const isGraphql = reply.request.routeOptions.url === '/graphql';
  const body = isGraphql
    ? { errors: [{ message, extensions: { code, requestId: id } }] }
    : { code, message, requestId: id };
  const type = isGraphql ? 'application/json' : 'application/problem+json';
  await reply.code(status).type(`${type}; charset=utf-8`).send(body);
}
