// The operations of the public contract with their examples: the ```graphql blocks of their descriptions.
import { isObjectType } from 'graphql';

const block = /```graphql\n([\s\S]*?)```/g;

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @returns {{ kind: 'Query' | 'Mutation' | 'Subscription', name: string, field: object, words: string, examples: string[] }[]}
 */
export function operationsOf(schema) {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType);
  return roots.flatMap((root) =>
    Object.values(root.getFields()).map((field) => ({
      kind: root.name,
      name: field.name,
      field,
      words: wordsOf(field.description),
      examples: examplesOf(field.description),
    })),
  );
}

/** A description without its examples. */
export function wordsOf(description) {
  return (description ?? '').replace(block, '').trim();
}

function examplesOf(description) {
  return [...(description ?? '').matchAll(block)].map(([, example]) => example.trim());
}
