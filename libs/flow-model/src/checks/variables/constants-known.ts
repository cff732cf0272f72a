import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { placeOf } from './names-in-flow.ts';

/** Each `env.NAME` is a constant of the workspace. */
export const constantsKnown: Check = {
  codes: ['E_UNKNOWN_CONSTANT'],
  find({ names, surroundings }) {
    const known = surroundings.constants;
    if (known === undefined) return [];
    return names.uses.flatMap((use) => {
      const { reference } = use;
      const [name] = reference.path;
      if (reference.root !== 'env' || name === undefined || known.includes(name)) return [];
      const message = `The workspace has no constant ${name}: create it or choose another.`;
      return [finding('E_UNKNOWN_CONSTANT', placeOf(use), message)];
    });
  },
};
