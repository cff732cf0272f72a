import { z } from 'zod';
import { shownRequest, trialCause, trialProblem } from './trial-sample.ts';

/** How many past calls one preview looks at, at most. */
export const MAX_PREVIEWED_CALLS = 100;

/**
 * *Preview on past calls*, registry → executor: `POST /internal/previews` (service token of the registry, workspace in the
 * token). What a draft would have done to the last calls of its agents, beside the live version. Nothing is sent.
 */
export const replayPreviewQuestion = z.strictObject({
  actionId: z.uuid(),
  agentIds: z.array(z.string()).max(500),
  draft: z.unknown(),
  /** Null: nothing is live, so everything that the draft does is new. */
  live: z.unknown(),
  last: z.int().min(1).max(MAX_PREVIEWED_CALLS),
});
export type ReplayPreviewQuestion = z.infer<typeof replayPreviewQuestion>;

const imaginedStep = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['apiRequest', 'setVariable', 'decision']),
  state: z.enum(['SUCCEEDED', 'FAILED', 'SKIPPED']),
  port: z.string().nullable(),
  /** What this step sees depends on an answer that nobody knows. */
  isUncertain: z.boolean(),
  problem: trialCause.nullable(),
});

const imaginedRun = z.object({
  isHeard: z.boolean(),
  /** Why not; null when it is heard. */
  reason: trialCause.nullable(),
  end: z.enum(['SUCCEEDED', 'FAILED']).nullable(),
  path: z.array(imaginedStep),
});

const previewedRequest = z.object({
  nodeKey: z.string(),
  name: z.string(),
  change: z.enum(['SAME', 'CHANGED', 'ADDED', 'REMOVED']),
  /** In words, for the author. */
  changes: z.array(z.string()),
  live: shownRequest.nullable(),
  draft: shownRequest.nullable(),
  isUncertain: z.boolean(),
  /** How the target is taken to answer the draft: as it once did, as it once did to another request, or nobody knows. */
  answer: z.enum(['RECORDED', 'RECORDED_FOR_ANOTHER_REQUEST', 'UNKNOWN']),
});

/** One past call. */
export const previewedCall = z.object({
  callId: z.string(),
  agentId: z.string(),
  eventType: z.string(),
  receivedAt: z.iso.datetime(),
  isChanged: z.boolean(),
  /** In words; empty when nothing changes. */
  summary: z.string(),
  live: imaginedRun,
  draft: imaginedRun,
  requests: z.array(previewedRequest),
});
export type PreviewedCall = z.infer<typeof previewedCall>;

/** 200 with one of these; anything else: the executor is not there. */
export const replayPreviewAnswer = z.union([
  z.object({ calls: z.array(previewedCall) }),
  z.object({ problems: z.array(trialProblem).min(1) }),
]);
export type ReplayPreviewAnswer = z.infer<typeof replayPreviewAnswer>;
