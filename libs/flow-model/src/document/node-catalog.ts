import { apiRequestNode, type ApiRequestNode } from './nodes/api-request.ts';
import { decisionNode, type DecisionNode } from './nodes/decision.ts';
import { sayNode, type SayNode } from './nodes/say.ts';
import { setVariableNode, type SetVariableNode } from './nodes/set-variable.ts';
import { startNode, type StartNode } from './nodes/start.ts';

/** A node of any kind, with its defaults filled in. */
export type FlowNode = StartNode | ApiRequestNode | SetVariableNode | DecisionNode | SayNode;
/** As it stands in `kind`. */
export type NodeKind = FlowNode['kind'];

interface CatalogEntry<Node extends FlowNode> {
  /** The kind's name on the screen and in messages. */
  label: string;
  /** The exits, in the order in which the Studio draws them. */
  ports(node: Node): readonly string[];
}

/** The only list of the schemas of nodes that authors may use; a new kind starts here. */
export const nodeSchemas = [startNode, apiRequestNode, setVariableNode, decisionNode] as const;
/** What a draft may hold besides: nodes that an import brings and that the checks refuse. */
export const storedNodeSchemas = [...nodeSchemas, sayNode] as const;

const catalog: { [Kind in NodeKind]: CatalogEntry<Extract<FlowNode, { kind: Kind }>> } = {
  start: { label: 'Start', ports: () => ['next'] },
  apiRequest: { label: 'API Request', ports: () => ['success', 'failure'] },
  setVariable: { label: 'Set Variable', ports: () => ['next'] },
  decision: {
    label: 'Decision',
    ports: (node) => [...node.config.branches.map((branch) => branch.key), 'otherwise'],
  },
  say: { label: 'Say', ports: () => ['next'] },
};

/** The exits that edges of this node may name; those of a Decision are its branches and `otherwise`. */
export function portsOf(node: FlowNode): readonly string[] {
  // The entry belongs to the node's own kind; TypeScript cannot follow the index.
  return (catalog[node.kind] as CatalogEntry<FlowNode>).ports(node);
}

/** What people call a node of this kind. */
export function labelOf(kind: NodeKind): string {
  return catalog[kind].label;
}
