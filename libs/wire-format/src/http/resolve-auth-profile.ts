import { z } from 'zod';

/**
 * Executor → vault: `POST /internal/auth-profiles/resolve`, service token of an executor, workspace in the token.
 * 200 with a credential; 404 `NOT_FOUND`; 403 `ORIGIN_NOT_ALLOWED` or `FORBIDDEN`; 409 `REVOKED`; anything else: the vault is not there.
 */
export const resolveAuthProfileRequest = z.strictObject({
  name: z.string().min(1).max(200),
  /** Where the request goes: scheme, host and port, for example `https://desk.example`. */
  origin: z.string().min(1).max(2048),
  runId: z.string().optional(),
});
export type ResolveAuthProfileRequest = z.infer<typeof resolveAuthProfileRequest>;

const pairs = z.array(z.tuple([z.string(), z.string()]));

/**
 * What an executor adds to a request. Lives in memory only, until `expiresAt`.
 * `secrets` are the values to strike from everything that is stored or shown.
 */
export const usableCredential = z.object({
  profileId: z.string(),
  version: z.number().int().positive(),
  headers: pairs,
  query: pairs,
  body: pairs,
  origins: z.array(z.string()),
  secrets: z.array(z.string()),
  expiresAt: z.iso.datetime(),
});
export type UsableCredential = z.infer<typeof usableCredential>;

/** Why no credential is given; `message` is for the log of the executor and for the run's timeline. */
export const resolveAuthProfileProblem = z.object({
  code: z.enum(['NOT_FOUND', 'ORIGIN_NOT_ALLOWED', 'FORBIDDEN', 'REVOKED', 'INVALID', 'UNAUTHENTICATED']),
  message: z.string(),
});
export type ResolveAuthProfileProblem = z.infer<typeof resolveAuthProfileProblem>;
