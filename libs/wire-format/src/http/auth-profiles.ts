import { z } from 'zod';

/**
 * Registry ↔ vault, service token of the registry, workspace in the token:
 * `POST /internal/auth-profiles` (create), `GET /internal/auth-profiles` (describe all of the workspace).
 * Secrets go in and never come out.
 */
export const authProfileKind = z.enum(['API_KEY', 'BEARER', 'BASIC']);
export type AuthProfileKind = z.infer<typeof authProfileKind>;

/** `id` is chosen by the registry so that a repeated create is recognised. The vault checks name, settings, secret and origins. */
export const createAuthProfileRequest = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: authProfileKind,
  origins: z.array(z.string()),
  settings: z.unknown().optional(),
  secret: z.unknown(),
});
export type CreateAuthProfileRequest = z.infer<typeof createAuthProfileRequest>;

/** An auth profile as it may be shown: everything but what it holds. */
export const authProfileView = z.object({
  id: z.string(),
  name: z.string(),
  kind: authProfileKind,
  origins: z.array(z.string()),
  settings: z.unknown().nullable(),
  health: z.enum(['ACTIVE', 'REVOKED']),
  version: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type AuthProfileView = z.infer<typeof authProfileView>;

/** `path` names the field as the GraphQL input does, for example `origins.0` or `secret.token`. Never holds a secret. */
export const authProfileProblem = z.object({
  code: z.enum(['INVALID', 'NAME_TAKEN']),
  path: z.string(),
  message: z.string(),
});
export type AuthProfileProblem = z.infer<typeof authProfileProblem>;

/** 201 with `profile`, or 422 with `problems`. */
export const createAuthProfileAnswer = z.union([
  z.object({ profile: authProfileView }),
  z.object({ problems: z.array(authProfileProblem).min(1) }),
]);
export type CreateAuthProfileAnswer = z.infer<typeof createAuthProfileAnswer>;

/** All profiles of the workspace in the token, by name. */
export const describeAuthProfilesAnswer = z.object({ profiles: z.array(authProfileView) });
export type DescribeAuthProfilesAnswer = z.infer<typeof describeAuthProfilesAnswer>;
