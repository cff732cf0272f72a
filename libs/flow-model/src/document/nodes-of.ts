import type { FlowDocument } from './flow-document.ts';
import type { FlowNode } from './node-catalog.ts';

/** The nodes of one kind, in the order of the document. */
export function nodesOf<Kind extends FlowNode['kind']>(
  flow: FlowDocument,
  kind: Kind,
): Extract<FlowNode, { kind: Kind }>[] {
  return flow.nodes.filter((node): node is Extract<FlowNode, { kind: Kind }> => node.kind === kind);
}
