import type { AuthProfileView } from '@aftercall/wire-format';
import type { AuthProfile } from '../auth-profile.ts';

/** What may be shown of a profile, member by member: what is added to a profile later is not shown by accident. */
export function authProfileView(profile: AuthProfile): AuthProfileView {
  const { id, name, kind, origins, settings, health, version } = profile;
  return {
    id,
    name,
    kind,
    origins: [...origins],
    settings: settings && { pairs: settings.pairs.map((pair) => ({ in: pair.in, name: pair.name })) },
    health,
    version,
    createdAt: profile.createdAt.toISOString(),
    updatedAt: profile.updatedAt.toISOString(),
  };
}
