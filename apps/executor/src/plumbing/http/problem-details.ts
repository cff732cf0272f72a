import type { FastifyReply } from 'fastify';

const RETRY_AFTER_SECONDS = '1';

/** Why a request is refused, in words for its sender. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** RFC 9457 problem details, with our `code` and the id under which the log knows this request. */
export function refuse(reply: FastifyReply, { status, code, message }: Refusal): FastifyReply {
  if (status === 429 || status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, code, title: message, requestId: reply.request.id });
}
