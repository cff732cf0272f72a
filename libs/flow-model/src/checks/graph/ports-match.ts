import type { FlowEdge } from '../../document/flow-document.ts';
import { labelOf, portsOf, type FlowNode } from '../../document/node-catalog.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { removing } from '../fix.ts';

/** Each edge joins an exit that its source has to a node that can be entered, once. */
export const portsMatch: Check = {
  codes: ['INVALID'],
  find({ flow }) {
    const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
    const seen = new Set<string>();
    return flow.edges.flatMap((edge, at) => {
      const id = JSON.stringify([edge.from, edge.port, edge.to]);
      const problem = seen.has(id) ? twice : findEdgeProblem(edge, nodes);
      seen.add(id);
      if (problem === undefined) return [];
      const message = `The edge from ${edge.from} (${edge.port}) to ${edge.to} ${problem.says}.`;
      const fix = problem.isLost ? removing('Remove this edge', ['edges', at]) : undefined;
      return [finding('INVALID', { fieldPath: `edges.${String(at)}.${problem.field}` }, message, fix)];
    });
  },
};

interface EdgeProblem {
  field: keyof FlowEdge;
  says: string;
  /** Nothing runs by this edge, so removing it changes nothing. */
  isLost: boolean;
}

const twice: EdgeProblem = { field: 'to', says: 'is there twice: remove one', isLost: true };

function findEdgeProblem(edge: FlowEdge, nodes: ReadonlyMap<string, FlowNode>): EdgeProblem | undefined {
  const [source, target] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (source === undefined) return lost('from', 'begins at a node that is not there: remove it');
  if (target === undefined) return lost('to', 'ends at a node that is not there: remove it');
  if (target.kind === 'start') return lost('to', 'leads into Start, which begins the flow: remove it');
  const ports = portsOf(source);
  if (ports.includes(edge.port)) return undefined;
  const says = `leaves by an exit that ${labelOf(source.kind)} does not have: use ${ports.join(', ')}`;
  return { field: 'port', says, isLost: false };
}

function lost(field: keyof FlowEdge, says: string): EdgeProblem {
  return { field, says, isLost: true };
}
