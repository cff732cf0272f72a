import { z } from 'zod';

/**
 * Registry → executor: `POST /internal/run-commands`, service token of the registry, workspace in the token. Any executor may
 * be asked: whoever owns the run acts, and the command outlives both. 200 with {@link runCommandAnswer}; asking again with the
 * same `commandId` changes nothing more and gives the same answer.
 */
const common = {
  commandId: z.uuid(),
  runId: z.string().min(1).max(64),
  /** Who wants it: recorded in the run. */
  by: z.string().min(1).max(200),
  /** Why, in the person's own words. */
  reason: z.string().max(1000).optional(),
};

/** An answer as a person knows it from the target. Header names in any case. */
const givenAnswer = z.strictObject({
  status: z.int().min(100).max(599),
  headers: z.array(z.tuple([z.string(), z.string()])).max(100),
  body: z.json(),
});
export type GivenAnswer = z.infer<typeof givenAnswer>;

/** Which step; undefined = the only one that it can be. */
const nodeKey = z.string().min(1).max(200).optional();

/** An order to one run. */
export const runCommand = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('cancel'), ...common }),
  z.strictObject({
    command: z.literal('resolveInDoubt'),
    ...common,
    nodeKey,
    /** Number of the attempt in doubt that the person saw; another one meanwhile = refused. */
    attempt: z.int().positive().optional(),
    /** `repeat`: send it again with the same key. `done`: it happened, with `answer`. `giveUp`: the step failed. */
    resolution: z.enum(['repeat', 'done', 'giveUp']),
    answer: givenAnswer.optional(),
  }),
  z.strictObject({
    command: z.literal('mapAgain'),
    ...common,
    nodeKey,
    /** Rows as a flow document has them; undefined = those of the run's version. */
    mapping: z.array(z.json()).max(200).optional(),
  }),
]);
export type RunCommand = z.infer<typeof runCommand>;

/** `WRONG_STATE`: the run or the step is not in a state in which this can be done; the message says which and what to do. */
export const runCommandProblem = z.object({
  code: z.enum(['NOT_FOUND', 'WRONG_STATE', 'INVALID']),
  message: z.string(),
  /** The member of the command that is to blame. */
  path: z.array(z.string()),
});
export type RunCommandProblem = z.infer<typeof runCommandProblem>;

/** `accepted`: kept, and carried out as soon as the run's executor (or its successor) gets to it. */
export const runCommandAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), state: z.enum(['done', 'accepted']) }),
  z.object({ ok: z.literal(false), problem: runCommandProblem }),
]);
export type RunCommandAnswer = z.infer<typeof runCommandAnswer>;
