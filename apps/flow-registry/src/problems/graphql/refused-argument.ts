import { GraphQLError } from 'graphql';

/** A query's argument that cannot be used: queries have no userErrors, so it stands in `errors` with its name. */
export function refusedArgument(
  argument: string,
  message: string,
  code: 'INVALID' | 'NOT_FOUND' = 'INVALID',
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, argument } });
}
