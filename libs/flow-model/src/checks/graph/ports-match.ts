import type { FlowEdge } from '../../document/flow-document.ts';
import { labelOf, portsOf, type FlowNode } from '../../document/node-catalog.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Each edge joins an exit that its source has to a node that can be entered, once. */
export const portsMatch: Check = {
  codes: ['INVALID'],
  find({ flow }) {
    const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
    const seen = new Set<string>();
    return flow.edges.flatMap((edge, at) => {
      const id = JSON.stringify([edge.from, edge.port, edge.to]);
      const problem = seen.has(id) ? { field: 'to', says: 'is there twice: remove one' } : findEdgeProblem(edge, nodes);
      seen.add(id);
      if (problem === undefined) return [];
      const message = `The edge from ${edge.from} (${edge.port}) to ${edge.to} ${problem.says}.`;
      return [finding('INVALID', { fieldPath: `edges.${String(at)}.${problem.field}` }, message)];
    });
  },
};

function findEdgeProblem(
  edge: FlowEdge,
  nodes: ReadonlyMap<string, FlowNode>,
): { field: keyof FlowEdge; says: string } | undefined {
  const [source, target] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (source === undefined) return { field: 'from', says: 'begins at a node that is not there: remove it' };
  if (target === undefined) return { field: 'to', says: 'ends at a node that is not there: remove it' };
  if (target.kind === 'start') return { field: 'to', says: 'leads into Start, which begins the flow: remove it' };
  const ports = portsOf(source);
  if (ports.includes(edge.port)) return undefined;
  return {
    field: 'port',
    says: `leaves by an exit that ${labelOf(source.kind)} does not have: use ${ports.join(', ')}`,
  };
}
