import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** Under it a view carries answers to fields of its own that were read with it. */
export const READ_ALONG = Symbol('read along');

/** A view, and what was read with it by the names of its fields. What is undefined was not read. */
export interface WithAnswers {
  [READ_ALONG]?: Readonly<Record<string, unknown>>;
}

/**
 * Puts what was read along in front of every resolver of a field: a list of fifty rows then asks none of them, which is most
 * of what such a list would cost.
 */
export function answerFromReadAlong(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !roots.includes(type)) answerFields(type as GraphQLObjectType<WithAnswers>);
  }
  return schema;
}

function answerFields(type: GraphQLObjectType<WithAnswers>): void {
  for (const [name, field] of Object.entries(type.getFields())) {
    const { resolve } = field;
    if (resolve === undefined) continue;
    field.resolve = (source, ...rest) => {
      const answer = source[READ_ALONG]?.[name];
      return answer === undefined ? resolve(source, ...rest) : answer;
    };
  }
}
