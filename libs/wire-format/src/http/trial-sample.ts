import { z } from 'zod';

const json = z.json();
const pairs = z.array(z.tuple([z.string(), z.string()]));
const nodeKey = z.string().min(1).max(200);

/**
 * Which call a trial (Send, a test run) is made for. Parts add up: the call or run as the ledger has it, overwritten by what
 * was typed. With nothing given, Start's own samples make the call.
 */
export const trialSample = z.strictObject({
  /** A past call: the data of its event. */
  callId: z.string().max(512).optional(),
  /** A past run: its call, and what its steps made and were answered. */
  runId: z.string().max(64).optional(),
  /** `data` of an event as a call system would send it; what is missing is filled in. */
  event: z
    .strictObject({
      type: z.enum(['call.ended', 'call.analyzed']),
      data: z.record(z.string(), json),
    })
    .optional(),
  /** Variables that steps before would have made. */
  variables: z.record(z.string(), json).optional(),
});
export type TrialSample = z.infer<typeof trialSample>;

/** What a target is taken to have answered, by node: pinned or typed. `status` null: no answer came. */
export const trialAnswer = z.strictObject({
  nodeKey,
  status: z.int().min(100).max(599).nullable(),
  headers: pairs.max(200),
  body: json.optional(),
});
export type TrialAnswer = z.infer<typeof trialAnswer>;

/** What both kinds of trial are given. `flow` is a flow document, saved or not. */
export const trialRequest = {
  actionId: z.string().nullable(),
  agentId: z.string().max(512).nullable(),
  flow: z.unknown(),
  sample: trialSample,
  answers: z.array(trialAnswer).max(500),
};

/**
 * Why nothing was tried; `path` leads from the mutation's arguments on. A finding about the flow also has its severity, node
 * and field.
 */
export const trialProblem = z.object({
  code: z.string(),
  message: z.string(),
  path: z.array(z.string()),
  severity: z.enum(['ERROR', 'WARNING']).optional(),
  nodeKey: z.string().optional(),
  fieldPath: z.string().optional(),
});
export type TrialProblem = z.infer<typeof trialProblem>;

/** Code and words, as a cause has them. */
export const trialCause = z.object({ code: z.string(), message: z.string() });

/** A request as it may be shown: secrets masked. */
export const shownRequest = z.object({
  method: z.string(),
  url: z.string(),
  headers: pairs,
  body: z.string().nullable(),
});

/** Names and values of headers, in order. */
export const headerPairs = pairs;
