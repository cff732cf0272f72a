import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { nameUses } from './names-in-flow.ts';

/** Each `env.NAME` is a constant of the workspace. */
export const constantsKnown: Check = {
  codes: ['E_UNKNOWN_CONSTANT'],
  find({ flow, surroundings }) {
    const known = surroundings.constants;
    if (known === undefined) return [];
    return nameUses(flow).flatMap(({ node, site, reference }) => {
      const [name] = reference.path;
      if (reference.root !== 'env' || name === undefined || known.includes(name)) return [];
      const message = `The workspace has no constant ${name}: create it or choose another.`;
      return [finding('E_UNKNOWN_CONSTANT', { nodeKey: node.key, fieldPath: site.fieldPath }, message)];
    });
  },
};
