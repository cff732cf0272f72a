import { reachableFrom } from '../../plan/graph.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** No node that can never run. */
export const allReachable: Check = {
  codes: ['E_UNREACHABLE'],
  find({ flow, graph }) {
    const [start] = nodesOf(flow, 'start');
    if (start === undefined) return [];
    const reached = reachableFrom(graph, start.key);
    return flow.nodes
      .filter((node) => node.kind !== 'start' && !reached.has(node.key))
      .map(({ key }) =>
        finding('E_UNREACHABLE', { nodeKey: key }, `No way leads from Start to ${key}: connect it or remove it.`),
      );
  },
};
