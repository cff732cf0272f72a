import type { FastifyReply } from 'fastify';

/** Makes, once somebody asks for it, a signal that is aborted when the connection closes before the answer was sent. */
export function hungUpOf({ raw }: Pick<FastifyReply, 'raw'>): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    if (signal !== undefined) return signal;
    const hungUp = new AbortController();
    const end = (): void => {
      if (!raw.writableFinished) hungUp.abort();
    };
    if (raw.destroyed) end();
    else raw.once('close', end);
    return (signal = hungUp.signal);
  };
}
