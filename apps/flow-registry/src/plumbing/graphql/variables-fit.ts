import {
  coerceInputValue,
  GraphQLError,
  isInputType,
  isNonNullType,
  typeFromAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

/**
 * Checks variables before graphql-js does, which would repeat their values in its errors: a wrong enum beside a secret
 * would send the secret back, and into logs. Here an error holds the variable's name and the place in it, no value.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function refuseUnfitVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const definition of operation.variableDefinitions ?? []) {
    const place = findUnfitPlace(schema, definition, variables);
    if (place === undefined) continue;
    throw new GraphQLError(`variable "$${definition.variable.name.value}" does not fit its type at "${place}"`, {
      nodes: definition,
      extensions: {
        code: 'BAD_USER_INPUT',
        variable: definition.variable.name.value,
        at: place,
        http: { status: 400, headers: new Map() },
      },
    });
  }
}

function findUnfitPlace(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type as never);
  if (type === undefined || !isInputType(type)) return undefined;
  const isGiven = Object.hasOwn(variables, name) && variables[name] !== undefined;
  if (!isGiven) return definition.defaultValue === undefined && isNonNullType(type) ? name : undefined;
  let place: string | undefined;
  coerceInputValue(variables[name], type, (path) => {
    place ??= [name, ...path].join('.');
  });
  return place;
}
