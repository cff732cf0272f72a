import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@aftercall/service-runtime';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyReply } from 'fastify';
import { GraphQLError, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { Caller } from '../../identity/caller.ts';
import { gateRoles } from '../../identity/graphql/role-gate.ts';
import { faultFormat } from './fault-format.ts';
import { hungUpOf } from './hung-up.ts';
import { refuseTooCostly } from './query-cost.ts';
import { MAX_TOKENS, queryRules } from './query-limits.ts';
import { answerFromReadAlong } from './read-along.ts';
import type { RequestContext } from './request-context.ts';
import { scalars } from './scalars.ts';
import { refuseUnfitVariables } from './variables-fit.ts';

/** The GraphQL server: schema first, from the *.graphql files beside the features, compiled or not. */
export function graphqlServer(settings: { sources: string; introspection: boolean; log: Logger }): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: '/graphql',
    typePaths: [`${settings.sources}/**/*.graphql`],
    resolvers: scalars,
    transformSchema: (schema) => gateRoles(answerFromReadAlong(schema)),
    context: contextOf,
    formatError: faultFormat(settings.log),
    autoTransformHttpErrors: false,
    introspection: settings.introspection,
    graphiql: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: [...queryRules],
    // Apollo's own way to say that nobody keeps an answer looks at every field of it.
    plugins: [checksOperations, keptByNobody, ApolloServerPluginCacheControlDisabled()],
    logger: quiet,
  };
}

/** The caller stands on the request since its token was read; without one, nothing of GraphQL is reached. */
function contextOf(request: { caller?: Caller }, reply: FastifyReply): Promise<RequestContext> {
  if (request.caller === undefined) {
    const extensions = { code: 'UNAUTHENTICATED', http: { status: 401, headers: new HeaderMap() } };
    return Promise.reject(new GraphQLError('not signed in', { extensions }));
  }
  return Promise.resolve({ caller: request.caller, loaders: new Map(), hungUp: hungUpOf(reply) });
}

const checksOperations: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ schema, document, operation, request: { variables = {} } }) {
        // Without an operation there is nothing to check: execution refuses the request.
        if (operation === undefined) return Promise.resolve();
        refuseSubscription(operation);
        refuseUnfitVariables(schema, operation, variables);
        refuseTooCostly(schema, { document, operation }, variables);
        return Promise.resolve();
      },
    }),
};

/** Apollo would carry it out once, as if it were a query. */
function refuseSubscription({ operation }: OperationDefinitionNode): void {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return;
  const extensions = { code: 'BAD_REQUEST', http: { status: 400, headers: new HeaderMap() } };
  throw new GraphQLError('a subscription needs a WebSocket at this address (graphql-transport-ws)', { extensions });
}

const keptByNobody: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response }) {
        response.http.headers.set('cache-control', 'no-store');
        return Promise.resolve();
      },
    }),
};

/** Apollo's own log would repeat what fault-format logs, with the text of queries. */
const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {
  // Nothing to say.
}
