import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Start names only End Call nodes that one of the action's agents has. */
export const endNodesKnown: Check = {
  codes: ['E_UNKNOWN_END_NODE'],
  find({ flow, surroundings }) {
    if (surroundings.endNodes === undefined) return [];
    const known = new Set(surroundings.endNodes.flatMap((agent) => agent.ids));
    return nodesOf(flow, 'start').flatMap((start) =>
      start.config.endNodeIds.flatMap((id, at) => {
        if (known.has(id)) return [];
        const place = { nodeKey: start.key, fieldPath: `config.endNodeIds.${String(at)}` };
        const message = `No agent of this action has the End Call node ${id}: choose another or register it with the agent.`;
        return [finding('E_UNKNOWN_END_NODE', place, message)];
      }),
    );
  },
};
