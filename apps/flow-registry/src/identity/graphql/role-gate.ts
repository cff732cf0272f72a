import {
  GraphQLError,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { problem } from '../../problems/problem.ts';
import { problemView } from '../../problems/graphql/problem-view.ts';
import { mayAsk, operationRoles, roleNeeded } from '../roles.ts';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * Puts the role table in front of every operation of the schema, so that no resolver can forget it. A refused mutation
 * answers FORBIDDEN in its userErrors, a refused query or subscription in `errors`.
 */
export function gateRoles(schema: GraphQLSchema): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (isObjectType(root)) gateFields(root);
  }
  return schema;
}

function gateFields(root: GraphQLObjectType): void {
  for (const [name, field] of Object.entries(root.getFields())) {
    const operation = `${root.name}.${name}`;
    if (operationRoles[operation] === undefined) throw new Error(`${operation} has no row in the table of roles`);
    // A subscription is gated where it begins; what it then brings is resolved for whoever was let in.
    const way = root.name === 'Subscription' ? 'subscribe' : 'resolve';
    const resolve = field[way] as Resolver | undefined;
    if (resolve === undefined) throw new Error(`${operation} has no resolver`);
    field[way] = gated(operation, root.name === 'Mutation', resolve);
  }
}

function gated(operation: string, isMutation: boolean, resolve: Resolver): Resolver {
  return (source, args, context, info): unknown => {
    // What was read before a change must not answer for what is after it: mutations of one request run one by one.
    if (isMutation) context.loaders.clear();
    if (mayAsk(context.caller, operation)) return resolve(source, args, context, info);
    if (isMutation) return { userErrors: [problemView(problem('FORBIDDEN', [], roleNeeded(operation)))] };
    throw new GraphQLError(roleNeeded(operation), { extensions: { code: 'FORBIDDEN' } });
  };
}
