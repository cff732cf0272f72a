import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@aftercall/service-runtime';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Caller } from '../../identity/caller.ts';
import { gateRoles } from '../../identity/graphql/role-gate.ts';
import { faultFormat } from './fault-format.ts';
import { hungUpOf } from './hung-up.ts';
import { MAX_TOKENS, queryRules } from './query-limits.ts';
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
    transformSchema: gateRoles,
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
    plugins: [checksVariables],
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

const checksVariables: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ schema, operation, request }) {
        // Without an operation there is nothing to check: execution refuses the request.
        if (operation !== undefined) refuseUnfitVariables(schema, operation, request.variables ?? {});
        return Promise.resolve();
      },
    }),
};

/** Apollo's own log would repeat what fault-format logs, with the text of queries. */
const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {
  // Nothing to say.
}
