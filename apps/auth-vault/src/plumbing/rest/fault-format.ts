import { isFault, type Counter, type Logger } from '@aftercall/service-runtime';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/** A problem of RFC 9457, with our code and the id under which the log tells more. */
interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, { status, code, message }: Problem): FastifyReply {
  const body = JSON.stringify({ status, code, message, requestId: reply.request.id });
  return reply.status(status).header('content-type', 'application/problem+json').send(body);
}

/**
 * The end of everything that is thrown: a refusal's own text, and for all else a code and the request id. Texts of
 * libraries are never sent, and those of unreadable requests are not logged either: a JSON parser quotes the body.
 */
@Catch()
export class FaultFormat implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly faults: Counter,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = refusedBy(error) ?? this.failure(error, http.getRequest<FastifyRequest>().id);
    sendProblem(http.getResponse<FastifyReply>(), problem);
  }

  private failure(error: unknown, requestId: string): Problem {
    const code = isFault(error) ? error.code : 'INTERNAL';
    this.faults.add({ code });
    this.log.error({ requestId, code, error }, 'request failed');
    const message = 'the vault could not answer; its log says why under this request id';
    return { status: isFault(error) && error.retryable ? 503 : 500, code, message };
  }
}

/** What the caller can mend: our own refusals, and those of Nest and Fastify by their status. */
function refusedBy(error: unknown): Problem | undefined {
  if (error instanceof Refusal) return { status: error.getStatus(), code: error.code, message: error.message };
  const status = statusOf(error);
  switch (status) {
    case undefined:
      return undefined;
    case 404:
      return { status, code: 'NOT_FOUND', message: 'there is nothing at this path' };
    case 413:
      return { status, code: 'TOO_LARGE', message: 'the body is too large' };
    case 415:
      return { status, code: 'INVALID', message: 'the body must be application/json' };
    default:
      return { status, code: 'INVALID', message: 'the request cannot be read: the body must be JSON' };
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus() < 500 ? error.getStatus() : undefined;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
