import { z } from 'zod';
import { isJsonObject, type JsonObject } from './json.ts';
import { nodeKey } from './names.ts';
import { json } from './nodes/node-parts.ts';

const jsonObject = z.custom<JsonObject>(isJsonObject, { error: 'must be a JSON object' });
const status = z.int().min(100).max(599);

/** A complete answer, or none: a timeout, a reset, no connection. */
const targetAnswer = z.union([
  z.strictObject({ status, headers: z.record(z.string(), z.string()).optional(), body: json.optional() }),
  z.strictObject({ noAnswer: z.literal(true) }),
]);

/** What is named must be so, what is left out may be anything. */
const expectedRequest = z.strictObject({
  method: z.string().optional(),
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** A JSON body is compared as JSON, any other as text. */
  body: json.optional(),
});

const expectation = z.strictObject({
  /** False: the call is dropped. */
  runs: z.boolean().optional(),
  /** The rule that drops the call. */
  reason: z.enum(['EVENT_NOT_HEARD', 'OUTCOME_NOT_CHOSEN', 'END_NODE_NOT_CHOSEN', 'CONDITION_FALSE']).optional(),
  /** Keys of the nodes that run, Start apart; any order. */
  path: z.array(nodeKey).optional(),
  end: z.enum(['SUCCEEDED', 'FAILED']).optional(),
  /** By node key. */
  requests: z.record(z.string(), expectedRequest).optional(),
  /** At the end of the run; null = not set. */
  variables: jsonObject.optional(),
});

/** An example of a flow at work, kept with it: a call, what targets answer, and what is expected then. */
export const flowTest = z.strictObject({
  name: z.string().min(1, { error: 'must not be empty' }).max(120),
  event: z.strictObject({ type: z.enum(['call.ended', 'call.analyzed', 'call.started']), data: jsonObject }),
  answers: z.record(z.string(), targetAnswer).default({}),
  env: z.record(z.string(), z.string()).default({}),
  expect: expectation,
});
export type FlowTest = z.infer<typeof flowTest>;
export type ExpectedRequest = z.infer<typeof expectedRequest>;
export type Expectation = z.infer<typeof expectation>;
