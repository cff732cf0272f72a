import { z } from 'zod';
import { nodeKey } from '../names.ts';
import { json, nodeName, nodePosition } from './node-parts.ts';

/** The outcomes that a call can have, in the words of the call event. */
export const CALL_OUTCOMES = [
  'completed',
  'failed',
  'busy',
  'no_answer',
  'canceled',
  'voicemail',
  'transferred',
  'abandoned',
] as const;

/** What a value is read as, for variables that a call brings and for mappings. */
export const VALUE_TYPES = ['string', 'number', 'boolean', 'json'] as const;

/** A variable that the call brings. Names are the call system's own and may be anything; read odd ones as `variables["…"]`. */
const callVariable = z.strictObject({
  name: z.string().min(1, { error: 'must not be empty' }).max(128),
  type: z.enum(VALUE_TYPES).default('string'),
  required: z.boolean().default(false),
  sample: json.optional(),
});

const waitFor = z.strictObject({ event: z.literal('call.analyzed'), deadlineMs: z.int().positive() });

const startConfig = z.strictObject({
  event: z.enum(['call.ended', 'call.analyzed']).default('call.ended'),
  /** Default: only calls that reached a proper end. */
  outcomes: z.array(z.enum(CALL_OUTCOMES)).default(['completed']),
  /** Empty = any. */
  endNodeIds: z.array(z.string()).default([]),
  condition: z.string().nullable().default(null),
  variables: z.array(callVariable).default([]),
  waitFor: waitFor.nullable().optional(),
});

/** Which of the agent's calls the flow hears. Every flow has exactly one. */
export const startNode = z.strictObject({
  key: nodeKey,
  kind: z.literal('start'),
  name: nodeName,
  position: nodePosition,
  config: startConfig.prefault({}),
});
export type StartNode = z.infer<typeof startNode>;
