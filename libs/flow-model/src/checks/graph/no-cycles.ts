import { reachableFrom } from '../../plan/graph.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Edges never come back: a flow runs forward only. */
export const noCycles: Check = {
  codes: ['E_CYCLE'],
  find({ flow, graph }) {
    const placed = new Set(graph.order);
    const cyclic = flow.nodes.filter(
      ({ key }) => !placed.has(key) && graph.outgoing(key).some((edge) => reachableFrom(graph, edge.to).has(key)),
    );
    return cyclic.map(({ key }) =>
      finding('E_CYCLE', { nodeKey: key }, `${key} leads back to itself: remove an edge of the circle.`),
    );
  },
};
