import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { bridging } from '../fix.ts';

/** A Say node would speak to nobody: the conversation is over. */
export const nothingSaid: Check = {
  codes: ['E_SAY_NODE'],
  find({ flow }) {
    return flow.nodes.flatMap((node, at) => {
      if (node.kind !== 'say') return [];
      const fix = bridging(`Remove ${node.key} and connect what is around it`, at, node.key, flow.edges);
      const place = { nodeKey: node.key, fieldPath: 'kind' };
      return [finding('E_SAY_NODE', place, 'The call is over, nobody hears a Say node: remove it.', fix)];
    });
  },
};
