import { authProfileSourceContract } from '../auth-profile-source.contract.ts';
import { aCredential, FixedAuthProfiles } from './fixed-auth-profiles.ts';

authProfileSourceContract('fixed', aCredential(), () => {
  const source = new FixedAuthProfiles();
  return Promise.resolve({
    source,
    set: (name, profile) => source.set(name, profile),
    goAway: () => {
      source.isAway = true;
      return Promise.resolve();
    },
  });
});
