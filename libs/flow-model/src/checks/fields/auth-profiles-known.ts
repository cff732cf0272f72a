import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** A named auth profile exists in the workspace. */
export const authProfilesKnown: Check = {
  codes: ['E_PROFILE_MISSING'],
  find({ flow, surroundings }) {
    const known = surroundings.authProfiles;
    if (known === undefined) return [];
    return nodesOf(flow, 'apiRequest').flatMap((node) => {
      const name = node.config.authProfile;
      if (name === undefined || name === null || name === '' || known.includes(name)) return [];
      const message = `There is no auth profile ${name}: create it or choose another.`;
      return [finding('E_PROFILE_MISSING', { nodeKey: node.key, fieldPath: 'config.authProfile' }, message)];
    });
  },
};
