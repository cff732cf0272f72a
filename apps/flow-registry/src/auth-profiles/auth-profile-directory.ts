import type { AuthProfileKind, AuthProfileProblem, AuthProfileView } from '@aftercall/wire-format';

/** What callers may know of an auth profile: everything but its secret. */
export type AuthProfile = AuthProfileView;

export interface NewAuthProfile {
  id: string;
  name: string;
  kind: AuthProfileKind;
  origins: readonly string[];
  settings: unknown;
  /** Passed on, never kept, logged or answered. */
  secret: unknown;
}

/**
 * The vault's auth profiles of a workspace, by name, kind and health. A secret goes in, nothing comes out: by type there is
 * no way to ask for one.
 * @throws Fault VAULT_UNAVAILABLE
 */
export interface AuthProfileDirectory {
  /** Repeating a create with the same id is recognised. `problems` name the fields as the mutation's input does. */
  create(
    workspace: string,
    profile: NewAuthProfile,
  ): Promise<{ profile: AuthProfile } | { problems: readonly AuthProfileProblem[] }>;
  all(workspace: string): Promise<readonly AuthProfile[]>;
  /** The names that a flow may use: those of profiles that are not revoked. */
  names(workspace: string): Promise<readonly string[]>;
}
