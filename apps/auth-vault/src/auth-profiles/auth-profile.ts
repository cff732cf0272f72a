import type { AuthProfileKind } from '@aftercall/wire-format';
import type { SealBinding, SealedSecret } from '../sealing/sealer.ts';

/** Where one value of an API key goes. */
export interface ApiKeyPair {
  readonly in: 'HEADER' | 'QUERY' | 'BODY';
  readonly name: string;
}

/** The part of a profile that may be shown. Only API keys have settings. */
export interface ApiKeySettings {
  readonly pairs: readonly ApiKeyPair[];
}

/** One value per pair, in the order of the pairs. */
export interface ApiKeySecret {
  readonly values: readonly string[];
}

export interface BearerSecret {
  readonly token: string;
}

export interface BasicSecret {
  readonly username: string;
  readonly password: string;
}

/** What a profile puts on a request: in clear only between opening and answering, or between asking and sealing. */
export type AuthProfileContents =
  | { readonly kind: 'API_KEY'; readonly settings: ApiKeySettings; readonly secret: ApiKeySecret }
  | { readonly kind: 'BEARER'; readonly settings: null; readonly secret: BearerSecret }
  | { readonly kind: 'BASIC'; readonly settings: null; readonly secret: BasicSecret };

export type AuthProfileHealth = 'ACTIVE' | 'REVOKED';

/** What is known of a profile without opening it. */
export interface AuthProfile {
  readonly id: string;
  readonly name: string;
  readonly kind: AuthProfileKind;
  /** Canonical origins (`https://desk.example`, never with a default port), at least one, in the author's order. */
  readonly origins: readonly string[];
  readonly settings: ApiKeySettings | null;
  readonly health: AuthProfileHealth;
  /** From 1; a new one for every new secret. The seal is bound to it. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A profile as it is kept. */
export interface SealedAuthProfile extends AuthProfile {
  readonly sealed: SealedSecret;
}

/** A checked request for a new profile. */
export interface NewAuthProfile {
  readonly id: string;
  readonly name: string;
  readonly origins: readonly string[];
  readonly contents: AuthProfileContents;
}

/** What may be wrong with a profile that somebody wants to make; `path` as the GraphQL input names the field. */
export interface AuthProfileProblem {
  readonly code: 'INVALID' | 'NAME_TAKEN';
  readonly path: string;
  readonly message: string;
}

/** Profile names stand in flow documents, URLs and log lines: no blanks, nothing that needs quoting. */
export function isAuthProfileName(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,100}$/.test(text);
}

/**
 * What the secret of a profile is sealed to. Its purpose is all that decides where the secret may go: kind, origins and,
 * for an API key, the places of its values.
 */
export function sealBinding(workspace: string, profile: AuthProfile): SealBinding {
  const { id, version, kind, origins, settings } = profile;
  return { workspace, profileId: id, version, purpose: JSON.stringify([kind, origins, places(settings)]) };
}

/** The text that is sealed. The members' order is fixed, so equal secrets give equal texts. */
export function secretAsText(contents: AuthProfileContents): string {
  switch (contents.kind) {
    case 'API_KEY':
      return JSON.stringify({ values: contents.secret.values });
    case 'BEARER':
      return JSON.stringify({ token: contents.secret.token });
    case 'BASIC':
      return JSON.stringify({ username: contents.secret.username, password: contents.secret.password });
    default:
      return contents satisfies never;
  }
}

/** The way back from `secretAsText`. The seal vouches for the text: only this service can have written it. */
export function contentsOf(profile: AuthProfile, secretText: string): AuthProfileContents {
  const secret: unknown = JSON.parse(secretText);
  switch (profile.kind) {
    case 'API_KEY':
      return { kind: 'API_KEY', settings: profile.settings ?? { pairs: [] }, secret: secret as ApiKeySecret };
    case 'BEARER':
      return { kind: 'BEARER', settings: null, secret: secret as BearerSecret };
    case 'BASIC':
      return { kind: 'BASIC', settings: null, secret: secret as BasicSecret };
    default:
      return profile.kind satisfies never;
  }
}

/** Whether a repeated create asks for what is already there: everything but the secret, which only the seal can tell. */
export function describesSameProfile(kept: AuthProfile, asked: NewAuthProfile): boolean {
  return (
    kept.name === asked.name &&
    kept.kind === asked.contents.kind &&
    sameList(kept.origins, asked.origins) &&
    sameList(places(kept.settings), places(asked.contents.settings))
  );
}

function places(settings: ApiKeySettings | null): readonly string[] {
  return settings?.pairs.map((pair) => `${pair.in} ${pair.name}`) ?? [];
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}
