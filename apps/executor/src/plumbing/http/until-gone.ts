import type { FastifyReply } from 'fastify';

/** Aborts when whoever asked hangs up before the answer was sent: then nobody waits for what is being done. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
