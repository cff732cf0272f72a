import { ask } from '../registry-client/ask.ts';
import {
  CreateAuthProfileDocument,
  type AuthProfileKind,
  type AuthProfileRowFragment,
} from '../registry-client/generated/graphql.ts';

/** Where an API key goes. */
export type KeyPlace = 'HEADER' | 'QUERY' | 'BODY';

/** What the form asks for. Secrets live in it while it is open, and nowhere else. */
export interface NewProfile {
  readonly name: string;
  readonly kind: AuthProfileKind;
  readonly origins: readonly string[];
  readonly token: string;
  readonly username: string;
  readonly password: string;
  readonly pairs: readonly { readonly in: KeyPlace; readonly name: string; readonly value: string }[];
}

/** A field of the form and what is wrong with it. */
export interface ProfileProblem {
  readonly field: 'name' | 'origins' | 'token' | 'username' | 'password' | 'pairs' | 'root';
  readonly message: string;
}

/** The form as it opens. */
export const emptyProfile: NewProfile = {
  name: '',
  kind: 'BEARER',
  origins: [],
  token: '',
  username: '',
  password: '',
  pairs: [{ in: 'HEADER', name: 'X-Api-Key', value: '' }],
};

/**
 * Makes a profile. The secret travels as a variable, so that no log of operations holds it.
 * @throws RegistryError
 */
export async function createProfile(
  wanted: NewProfile,
): Promise<{ profile: AuthProfileRowFragment | null; problems: readonly ProfileProblem[] }> {
  const { name, kind, origins } = wanted;
  const settings =
    kind === 'API_KEY'
      ? { pairs: wanted.pairs.map(({ in: place, name: key }) => ({ in: place, name: key })) }
      : undefined;
  const input = {
    name: name.trim(),
    kind,
    origins: [...origins],
    secret: secretOf(wanted),
    ...(settings && { settings }),
  };
  const { authProfile, userErrors } = (await ask({ document: CreateAuthProfileDocument, variables: { input } }))
    .createAuthProfile;
  return {
    profile: authProfile,
    problems: userErrors.map(({ path, code, message }) => ({ field: fieldOf(code, path), message })),
  };
}

/** What the vault seals; its shape depends on the kind. */
export function secretOf({ kind, token, username, password, pairs }: NewProfile): object {
  switch (kind) {
    case 'BEARER':
      return { token };
    case 'BASIC':
      return { username, password };
    case 'API_KEY':
      return { values: Object.fromEntries(pairs.map(({ name, value }) => [name, value])) };
    default:
      return kind satisfies never;
  }
}

function fieldOf(code: string, path: readonly string[] | null): ProfileProblem['field'] {
  if (code === 'NAME_TAKEN') return 'name';
  const fields: readonly string[] = path ?? [];
  if (fields.includes('settings') || fields.includes('values')) return 'pairs';
  const known = ['name', 'origins', 'token', 'username', 'password'] as const;
  return known.find((field) => fields.includes(field)) ?? 'root';
}

/** `https://desk.example` of whatever address was typed; undefined when it is none. */
export function originOf(typed: string): string | undefined {
  const text = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, hostname } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? origin : undefined;
}
