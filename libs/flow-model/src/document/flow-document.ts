import { z } from 'zod';
import { flowTest } from './flow-test.ts';
import { nodeSchemas, storedNodeSchemas } from './node-catalog.ts';
import { json } from './nodes/node-parts.ts';

const edge = z.strictObject({
  from: z.string(),
  /** An exit of the node at `from`. */
  port: z.string(),
  to: z.string(),
});

/** Format 1 of a flow. Unknown fields are refused; what may be left out has its default. */
export const flowDocument = z.strictObject({
  format: z.literal(1),
  nodes: z.array(z.discriminatedUnion('kind', storedNodeSchemas)),
  edges: z.array(edge).default([]),
  /** Each an event, answers and what is expected ({@link flowTest}). Kept as they are: a run does not need them readable. */
  tests: z.array(z.record(z.string(), json)).optional(),
});

/** A flow as it is stored, with every default filled in. */
export type FlowDocument = z.infer<typeof flowDocument>;
/** One edge; several from one port run in parallel. */
export type FlowEdge = FlowDocument['edges'][number];

/**
 * The JSON Schema (draft 2020-12) of what an author may write: defaulted fields are optional. Rules that a schema cannot
 * say (an edge's port exists, names resolve) are the checks'.
 */
export function flowDocumentJsonSchema(): object {
  const authored = flowDocument.extend({
    nodes: z.array(z.discriminatedUnion('kind', nodeSchemas)),
    tests: z.array(flowTest).optional(),
  });
  return z.toJSONSchema(authored, { io: 'input', unrepresentable: 'any' });
}
