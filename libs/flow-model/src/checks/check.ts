import type { FlowDocument } from '../document/flow-document.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import type { FlowGraph } from '../plan/graph.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

/** What a check looks at: a document that fits the format, and what surrounds it. */
export interface CheckContext {
  flow: FlowDocument;
  graph: FlowGraph;
  surroundings: Surroundings;
}

/** One rule, in one file. Pure; findings in the order of the document. */
export interface Check {
  /** Every code that it can report. */
  codes: readonly FindingCode[];
  find(context: CheckContext): Finding[];
}

/** The nodes of one kind, in the order of the document. */
export function nodesOf<Kind extends FlowNode['kind']>(
  flow: FlowDocument,
  kind: Kind,
): Extract<FlowNode, { kind: Kind }>[] {
  return flow.nodes.filter((node): node is Extract<FlowNode, { kind: Kind }> => node.kind === kind);
}
