import type { UsableCredential } from '@aftercall/wire-format';
import type { ApiKeyPair, AuthProfile, AuthProfileContents, BasicSecret } from '../auth-profiles/auth-profile.ts';

type Pair = [string, string];
type OnTheRequest = Pick<UsableCredential, 'headers' | 'query' | 'body' | 'secrets'>;

/** What an executor adds to a request, and the values that it must strike from all it stores or shows. */
export function usableCredential(
  profile: AuthProfile,
  contents: AuthProfileContents,
  expiresAt: Date,
): UsableCredential {
  return {
    profileId: profile.id,
    version: profile.version,
    ...onTheRequest(contents),
    origins: [...profile.origins],
    expiresAt: expiresAt.toISOString(),
  };
}

function onTheRequest(contents: AuthProfileContents): OnTheRequest {
  switch (contents.kind) {
    case 'API_KEY':
      return apiKey(contents.settings.pairs, contents.secret.values);
    case 'BEARER': {
      const { token } = contents.secret;
      return { headers: [['Authorization', `Bearer ${token}`]], query: [], body: [], secrets: [token] };
    }
    case 'BASIC': {
      const { username, password } = contents.secret;
      const pair = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
      const secrets = [pair, ...basicSecrets(contents.secret)];
      return { headers: [['Authorization', `Basic ${pair}`]], query: [], body: [], secrets };
    }
    default:
      return contents satisfies never;
  }
}

function apiKey(pairs: readonly ApiKeyPair[], values: readonly string[]): OnTheRequest {
  const placed = (where: ApiKeyPair['in']): Pair[] =>
    pairs.flatMap((pair, index): Pair[] => (pair.in === where ? [[pair.name, values[index] ?? '']] : []));
  return { headers: placed('HEADER'), query: placed('QUERY'), body: placed('BODY'), secrets: [...new Set(values)] };
}

/** Below this, a text occurs by chance: striking "x" or "me" would blank out answers and hide nothing worth guessing. */
const shortestStruckCharacters = 4;

/**
 * The base64 pair is always struck, because it cannot be found by its parts. The user name is struck too unless it is
 * very short: many services put their key there and leave the password empty or "x". Such a placeholder is left alone;
 * any other password is struck, however short.
 */
function basicSecrets({ username, password }: BasicSecret): string[] {
  const isNameStruck = username.length >= shortestStruckCharacters;
  const isPlaceholder = password === '' || (isNameStruck && password.length < shortestStruckCharacters);
  return [...(isNameStruck ? [username] : []), ...(isPlaceholder ? [] : [password])];
}
