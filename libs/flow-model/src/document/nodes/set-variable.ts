import { z } from 'zod';
import { nodeKey, variableName } from '../names.ts';
import { json, nodeName, nodePosition } from './node-parts.ts';

/** `value` is a template, or a JSON tree whose strings are templates; left out, the checks ask for it. */
const assignment = z.strictObject({ variable: variableName.default(''), value: json.optional() });
export type Assignment = z.infer<typeof assignment>;

/** Names some values for later; the rows are worked through in order and see each other. */
export const setVariableNode = z.strictObject({
  key: nodeKey,
  kind: z.literal('setVariable'),
  name: nodeName,
  position: nodePosition,
  config: z.strictObject({ assignments: z.array(assignment).default([]) }).prefault({}),
});
export type SetVariableNode = z.infer<typeof setVariableNode>;
