import { z } from 'zod';

/**
 * The change feed from the registry to executors: `GET /internal/published-flows?after=<revision>&executor=<id>&waitMs=<ms>`
 * (service token). Each entry is the present state of one key; `value: null` says that the key is gone. From `after=0` the
 * feed holds everything. Entries come in commit order; a reader that has applied `revision` asks again with it, which also
 * tells the registry that this executor has it. The answer waits up to `waitMs` while there is nothing new.
 */
export const publishedFlowsQuery = z.object({
  after: z.coerce.number().int().nonnegative(),
  executor: z.string().min(1).max(128),
  waitMs: z.coerce.number().int().min(0).max(60_000).default(25_000),
});
export type PublishedFlowsQuery = z.infer<typeof publishedFlowsQuery>;

/** A post-call action as executors need it. `version: null` = nothing is live. */
export const publishedAction = z.object({
  kind: z.literal('action'),
  workspace: z.string(),
  actionId: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  agentIds: z.array(z.string()),
  version: z.object({ number: z.number().int().positive(), document: z.unknown() }).nullable(),
});
export type PublishedAction = z.infer<typeof publishedAction>;

/** A registered agent: events of others are dropped as AGENT_UNKNOWN. */
export const publishedAgent = z.object({
  kind: z.literal('agent'),
  workspace: z.string(),
  agentId: z.string(),
  name: z.string(),
});
export type PublishedAgent = z.infer<typeof publishedAgent>;

/** One constant, read in flows as `env.<name>`. */
export const publishedConstant = z.object({
  kind: z.literal('constant'),
  workspace: z.string(),
  name: z.string(),
  value: z.string(),
});
export type PublishedConstant = z.infer<typeof publishedConstant>;

/** `tokenHash` is the lower-case hex SHA-256 of the whole token; `workspace: null` = a key of the installation. */
export const publishedApiKey = z.object({
  kind: z.literal('apiKey'),
  keyId: z.string(),
  workspace: z.string().nullable(),
  role: z.enum(['SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN']),
  tokenHash: z.string(),
  expiresAt: z.iso.datetime().nullable(),
});
export type PublishedApiKey = z.infer<typeof publishedApiKey>;

/** A workspace that keys of the installation may name. */
export const publishedWorkspace = z.object({ kind: z.literal('workspace'), workspace: z.string(), name: z.string() });
export type PublishedWorkspace = z.infer<typeof publishedWorkspace>;

/** What may be published, told apart by `kind`. */
export const publishedValue = z.discriminatedUnion('kind', [
  publishedAction,
  publishedAgent,
  publishedConstant,
  publishedApiKey,
  publishedWorkspace,
]);
export type PublishedValue = z.infer<typeof publishedValue>;

/** `key` is unique in the installation, for example `action/<workspace>/<id>`. */
export const publishedEntry = z.object({
  key: z.string(),
  revision: z.number().int().positive(),
  value: publishedValue.nullable(),
});
export type PublishedEntry = z.infer<typeof publishedEntry>;

/** `revision` is what the reader has once it has applied `entries`; below `after`, the registry's revisions went back. */
export const publishedFlowsAnswer = z.object({
  revision: z.number().int().nonnegative(),
  entries: z.array(publishedEntry),
});
export type PublishedFlowsAnswer = z.infer<typeof publishedFlowsAnswer>;
