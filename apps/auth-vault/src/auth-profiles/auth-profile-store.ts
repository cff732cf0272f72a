import type { SealedAuthProfile } from './auth-profile.ts';

/** What became of a profile that was to be kept: an id or a name that is already there wins over the new one. */
export type AddOutcome =
  | { readonly kind: 'added' }
  | { readonly kind: 'id-known'; readonly profile: SealedAuthProfile }
  | { readonly kind: 'name-taken' };

/**
 * The profiles of one workspace. Each call is one transaction that sees that workspace only.
 * All methods throw Fault POSTGRES_UNAVAILABLE.
 */
export interface AuthProfileStore {
  /** Keeps a new profile. Of two that come at once with one id or one name, exactly one is added. */
  add(workspace: string, profile: SealedAuthProfile): Promise<AddOutcome>;
  findByName(workspace: string, name: string): Promise<SealedAuthProfile | undefined>;
  /** Sorted by name, by code unit. */
  list(workspace: string): Promise<readonly SealedAuthProfile[]>;
}
