import { unwrapResolverError } from '@apollo/server/errors';
import { isFault, type Logger } from '@aftercall/service-runtime';
import { GraphQLError, Kind, print, type ASTNode, type GraphQLFormattedError } from 'graphql';
import { requestId } from '../log/request-id.ts';

/** Codes whose text is meant for callers. Everything else is told as a code and a request id. */
export const toldCodes: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CROSS_SITE_REQUEST',
  'RATE_LIMITED',
  'TOO_SLOW',
  'NOT_FOUND',
  'INVALID',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'SECRET_IN_QUERY',
  'QUERY_TOO_DEEP',
  'TOO_MANY_ALIASES',
  'TOO_MANY_TOKENS',
  'QUERY_TOO_COSTLY',
  'PERSISTED_DOCUMENT_REQUIRED',
  'PERSISTED_DOCUMENT_UNKNOWN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Makes every error of an answer: callers see what they can mend; of a fault its code and the request id, never its text. */
export function faultFormat(log: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const code = codeOf(formatted, error);
    if (toldCodes.has(code)) return told(formatted, error, code);
    const cause = unwrapResolverError(error);
    const facts = isFault(cause) ? { ...cause.facts } : {};
    log.error(
      { ...facts, requestId: requestId(), code, path: formatted.path?.join('.'), error: cause },
      'a request failed',
    );
    return {
      message: messageOf(code),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
      extensions: { code, requestId: requestId() },
    };
  };
}

function codeOf(formatted: GraphQLFormattedError, error: unknown): string {
  const cause = unwrapResolverError(error);
  if (isFault(cause)) return cause.code;
  if (isTooLong(formatted.message)) return 'TOO_MANY_TOKENS';
  const own = error instanceof GraphQLError ? innermostCode(error) : undefined;
  const code = own ?? formatted.extensions?.['code'];
  return typeof code === 'string' && toldCodes.has(code) ? code : 'INTERNAL';
}

/** The parser says so in words alone. */
function isTooLong(message: string): boolean {
  return /^Syntax Error: Document contains more tha[nt] \d+ tokens\. Parsing aborted\.$/.test(message);
}

/** Apollo wraps what a validation rule reported in an error with its own code; ours is the more telling one. */
function innermostCode(error: GraphQLError): unknown {
  const inner = error.originalError;
  return inner instanceof GraphQLError && inner.extensions['code'] !== undefined
    ? inner.extensions['code']
    : error.extensions['code'];
}

function messageOf(code: string): string {
  if (code === 'EXECUTOR_UNAVAILABLE') {
    return 'no executor answers: try again; if it stays so, its operators look at the executors and at EXECUTOR_URL';
  }
  if (code === 'INTERNAL') return 'something went wrong here; the request id leads to it in the log';
  return 'a part of the service is away; try again, or give the request id to its operators';
}

function told(formatted: GraphQLFormattedError, error: unknown, code: string): GraphQLFormattedError {
  const { argument, variable, at } = formatted.extensions ?? {};
  return {
    message: withoutValues(formatted.message, error),
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: {
      code,
      ...(argument === undefined ? {} : { argument }),
      ...(variable === undefined ? {} : { variable, at }),
      requestId: requestId(),
    },
  };
}

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** graphql-js prints the literal that does not fit into its message, and the parser the text that it stumbled over. */
function withoutValues(message: string, error: unknown): string {
  const nodes: readonly ASTNode[] = error instanceof GraphQLError ? (error.nodes ?? []) : [];
  return nodes
    .filter((node) => VALUE_KINDS.has(node.kind))
    .map((node) => print(node))
    .reduce((text, value) => text.replaceAll(value, '[value]'), message)
    .replace(/(String|BlockString|Int|Float) "(?:[^"\\]|\\.)*"?.*$/s, '$1');
}
