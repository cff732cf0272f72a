import { flowOf, requestNode, type EdgeText } from './flow.ts';

/** Requests in chains of thirty side by side, all begun by Start: a flow that is too large for one look. */
export function largeFlow(nodeCount: number): object {
  const perChain = 30;
  const nodes = Array.from({ length: nodeCount - 1 }, (_, at) =>
    requestNode(`step_${String(at)}`, { x: 320 * Math.floor(at / perChain), y: 160 * ((at % perChain) + 1) }),
  );
  const edges = nodes.map(({ key }, at): EdgeText =>
    at % perChain === 0 ? `start next ${key}` : `${String(nodes[at - 1]?.key)} success ${key}`,
  );
  return flowOf(nodes, edges);
}
