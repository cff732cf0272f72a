import { z } from 'zod';
import { trialAttempt } from './test-request.ts';
import { trialCause, trialProblem, trialRequest } from './trial-sample.ts';

/**
 * *Test run*, registry → executor: `POST /internal/test-runs` (service token of the registry, workspace in the token). Runs a
 * flow for one call without the ledger. Closing the connection cancels it.
 */
export const testRunQuestion = z.strictObject({
  ...trialRequest,
  /**
   * What becomes of a request without an answer in `answers`: `mocked` takes it to succeed with an empty answer and nothing
   * at all is sent, `real` sends it.
   */
  targets: z.enum(['mocked', 'real']),
  /** Run what leads to this node, and the node; null: all. */
  upTo: z.string().min(1).max(200).nullable(),
});
export type TestRunQuestion = z.infer<typeof testRunQuestion>;

const variables = z.record(z.string(), z.json());

const testStep = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['apiRequest', 'setVariable', 'decision']),
  status: z.enum(['PENDING', 'WAITING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'IN_DOUBT']),
  port: z.string().nullable(),
  cause: trialCause.nullable(),
  /** Where a run would try again: after how long. A test run does not wait for it. */
  retryInMs: z.number().nullable(),
  /** Where its answer came from; null for what is no request or was not reached. */
  answer: z.enum(['SENT', 'MOCKED', 'ASSUMED']).nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  writes: variables.nullable(),
  /** What it saw. */
  variablesBefore: variables.nullable(),
  variablesAfter: variables.nullable(),
  attempts: z.array(trialAttempt),
});
export type TestStep = z.infer<typeof testStep>;

/** A run that no ledger knows of. */
export const testRun = z.object({
  status: z.enum(['SUCCEEDED', 'FAILED', 'WAITING', 'IN_REVIEW', 'CANCELLED']),
  error: trialCause.nullable(),
  /** Whether Start hears such a call; the run is made all the same. */
  isHeard: z.boolean(),
  notHeard: trialCause.nullable(),
  callId: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** Requests that left. */
  sentCount: z.int().nonnegative(),
  steps: z.array(testStep),
  variables,
  externalIds: z.array(z.string()),
});
export type TestRun = z.infer<typeof testRun>;

/** 200 with one of these; anything else: the executor is not there. */
export const testRunAnswer = z.union([
  z.object({ run: testRun }),
  z.object({ problems: z.array(trialProblem).min(1) }),
]);
export type TestRunAnswer = z.infer<typeof testRunAnswer>;
