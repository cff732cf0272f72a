import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** A POST or PATCH that is repeated when in doubt can happen twice, unless the target recognises the key. */
export const inDoubtDecided: Check = {
  codes: ['W_IN_DOUBT_REPEAT'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap(({ key, config: { method, idempotency } }) => {
      const isRepeated = idempotency.inDoubt === 'repeat' && !idempotency.honoured;
      if (!isRepeated || (method !== 'POST' && method !== 'PATCH')) return [];
      const message =
        `When no complete answer comes, this ${method} is sent again with the same key: ` +
        'say that the target honours the key, look it up first, or let a person decide.';
      return [finding('W_IN_DOUBT_REPEAT', { nodeKey: key, fieldPath: 'config.idempotency.inDoubt' }, message)];
    });
  },
};
