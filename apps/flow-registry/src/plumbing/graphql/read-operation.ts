import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { refuseTooCostly } from './query-cost.ts';
import { MAX_TOKENS, queryRules } from './query-limits.ts';
import { refuseUnfitVariables } from './variables-fit.ts';

/** What a client sends, by whatever transport. */
export interface AskedOperation {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

export type ReadOperation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/**
 * Reads an operation that came over a socket, under the same limits as by HTTP, where Apollo does it.
 * @throws GraphQLError or several of them, in an array
 */
export function readOperation(
  { schema, introspection }: { schema: GraphQLSchema; introspection: boolean },
  asked: AskedOperation,
): ReadOperation {
  const document = readDocument(asked.query);
  const rules = [...specifiedRules, ...queryRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
  const invalid = validate(schema, document, rules);
  if (invalid.length > 0) throw new OperationRefused(invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
  const operation = getOperationAST(document, asked.operationName);
  if (operation == null) {
    const message = 'name one of the operations in "operationName"';
    throw new OperationRefused([new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })]);
  }
  const variableValues = asked.variables ?? {};
  refuseUnfitVariables(schema, operation, variableValues);
  refuseTooCostly(schema, { document, operation }, variableValues);
  return { schema, document, operationName: asked.operationName, variableValues };
}

/** What is wrong with an operation before any of it is carried out. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';

  constructor(readonly errors: readonly GraphQLError[]) {
    super('the operation was refused');
  }
}

function readDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxLexicalTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new OperationRefused([coded(error, 'GRAPHQL_PARSE_FAILED')]);
  }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
