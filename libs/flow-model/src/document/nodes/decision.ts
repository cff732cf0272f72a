import { z } from 'zod';
import { branchKey, nodeKey } from '../names.ts';
import { json, nodeName, nodePosition } from './node-parts.ts';

/** How a row of the builder compares. There is no regular expression on purpose: one can hang. */
export const ROW_OPERATORS = [
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  'contains',
  'not_contains',
  'is',
  'is_not',
  'exists',
  'not_exists',
  'in',
  'starts_with',
  'ends_with',
] as const;
/** One of {@link ROW_OPERATORS}. */
export type RowOperator = (typeof ROW_OPERATORS)[number];

/** `left` and `right` are templates where they are text. `exists` and `not_exists` need no `right`. */
const conditionRow = z.strictObject({
  left: json.optional(),
  op: z.enum(ROW_OPERATORS),
  right: json.optional(),
});
export type ConditionRow = z.infer<typeof conditionRow>;

const conditionRows = z
  .strictObject({ all: z.array(conditionRow).optional(), any: z.array(conditionRow).optional() })
  .refine(({ all, any }) => (all === undefined) !== (any === undefined), { error: 'must hold either "all" or "any"' });
export type ConditionRows = z.infer<typeof conditionRows>;

const branch = z.strictObject({
  key: branchKey,
  label: z.string().max(120).default(''),
  when: z.union([z.string(), conditionRows]).default(''),
});
export type Branch = z.infer<typeof branch>;

/** Ordered branches; the first whose condition holds is taken, else `otherwise`. */
export const decisionNode = z.strictObject({
  key: nodeKey,
  kind: z.literal('decision'),
  name: nodeName,
  position: nodePosition,
  config: z.strictObject({ branches: z.array(branch).default([]) }).prefault({}),
});
export type DecisionNode = z.infer<typeof decisionNode>;
