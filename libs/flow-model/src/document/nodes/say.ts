import { z } from 'zod';
import { nodeKey } from '../names.ts';
import { json, nodeName, nodePosition } from './node-parts.ts';

/**
 * A node of flows that speak during a call. After it nobody listens: an import may hold one, so a draft keeps it until its
 * author has mended the flow, but the checks refuse it and no plan is made with it.
 */
export const sayNode = z.strictObject({
  key: nodeKey,
  kind: z.literal('say'),
  name: nodeName,
  position: nodePosition,
  config: z.record(z.string(), json).default({}),
});
export type SayNode = z.infer<typeof sayNode>;
