import { isFault, type Logger } from '@aftercall/service-runtime';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { requestId } from '../log/request-id.ts';

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): void;
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/**
 * Answers what goes wrong outside of GraphQL's own handling: unreadable bodies, unknown paths, faults of REST handlers.
 * The body fits problem+json and, for clients of /graphql, also has `errors`.
 */
@Catch()
export class FaultFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const status = statusOf(error);
    const code = isFault(error) ? error.code : (CODES[status] ?? 'INTERNAL');
    if (status >= 500) this.log.error({ requestId: requestId(), code, error }, 'a request failed');
    const message = status >= 500 ? 'the request id leads to it in the log' : messageOf(status);
    host
      .switchToHttp()
      .getResponse<Reply>()
      .code(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send({
        code,
        message,
        requestId: requestId(),
        errors: [{ message, extensions: { code, requestId: requestId() } }],
      });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (isFault(error)) return 503;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

function messageOf(status: number): string {
  if (status === 413) return 'the body is larger than 1 MB';
  if (status === 415) return 'send application/json';
  if (status === 404) return 'there is nothing here: GraphQL is at /graphql';
  return 'the request cannot be read: send JSON with a "query", and no member named "__proto__" or "constructor.prototype"';
}
