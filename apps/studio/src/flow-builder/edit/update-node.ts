import type { ApiRequestConfig, FlowDocument, FlowEdge, FlowNode, NodeKind } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from './node-title.ts';

/** The settings of one kind of node. */
export type ConfigOf<Kind extends NodeKind> = Extract<FlowNode, { kind: Kind }>['config'];

/** Changes settings of a node. `what` names the field for the tooltip of Undo: "URL". */
export function updateConfig<Kind extends NodeKind>(
  flow: FlowDocument,
  { key, kind, what }: { key: string; kind: Kind; what: string },
  change: (config: ConfigOf<Kind>) => ConfigOf<Kind>,
): EditOutcome {
  const node = nodeOf(flow, key);
  if (node?.kind !== kind) return refuse('The step is no longer there.');
  const config = change(node.config as ConfigOf<Kind>);
  if (config === node.config) return refuse('Nothing was changed.');
  const changed = { ...node, config } as FlowNode;
  const nodes = flow.nodes.map((one) => (one.key === key ? changed : one));
  const says = `Changed ${what} of ${titleOf(node)}`;
  return { ok: true, flow: { ...flow, nodes, edges: edgesThatFit(flow.edges, changed) }, says };
}

/** A branch that is taken away takes its connections along. */
function edgesThatFit(edges: readonly FlowEdge[], node: FlowNode): FlowEdge[] {
  if (node.kind !== 'decision') return [...edges];
  const ports = new Set([...node.config.branches.map(({ key }) => key), 'otherwise']);
  return edges.filter((edge) => edge.from !== node.key || ports.has(edge.port));
}

/** The request with another method: what cannot have a body loses it. */
export function withMethod(config: ApiRequestConfig, method: ApiRequestConfig['method']): ApiRequestConfig {
  return method === 'GET' && config.body ? { ...config, method, body: null } : { ...config, method };
}
