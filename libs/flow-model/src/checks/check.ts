import type { FlowDocument } from '../document/flow-document.ts';
import { buildGraph, type FlowGraph } from '../plan/graph.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Surroundings } from './surroundings.ts';
import { readNames, type NamesInFlow } from './variables/names-in-flow.ts';

/** What a check looks at: a document that fits the format and its limits, and what surrounds it. */
export interface CheckContext {
  flow: FlowDocument;
  graph: FlowGraph;
  names: NamesInFlow;
  surroundings: Surroundings;
}

/** One rule, in one file. Pure; findings in the order of the document. */
export interface Check {
  /** Every code that it can report. */
  codes: readonly FindingCode[];
  find(context: CheckContext): Finding[];
}

/** Looks the flow over once for all checks: its graph, and the names that it reads and sets. */
export function buildContext(flow: FlowDocument, surroundings: Surroundings): CheckContext {
  return { flow, graph: buildGraph(flow), names: readNames(flow, surroundings), surroundings };
}
