import type { FlowDocument } from '../../document/flow-document.ts';
import type { FlowNode } from '../../document/node-catalog.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Reference } from '../../template/references.ts';
import { readSite, templateSites, type TemplateSite } from '../../template/template-sites.ts';
import type { Place } from '../finding.ts';
import type { Surroundings } from '../surroundings.ts';

/** A name that a node reads, and where. */
export interface NameUse {
  node: FlowNode;
  site: TemplateSite;
  reference: Reference;
}

/** The names of a flow: what is read, and where it comes from. */
export interface NamesInFlow {
  /** Every name that the flow reads, in the order of the document; sites that do not compile are left out. */
  uses: readonly NameUse[];
  /** Variables that are there from the beginning: declared by Start, or by the agents. */
  declared: ReadonlySet<string>;
  /** Keys of the nodes that can set a variable, in the order of the document. */
  settersOf(variable: string): readonly string[];
}

/** Collects the names of a flow in one pass over its templates. */
export function readNames(flow: FlowDocument, surroundings: Surroundings): NamesInFlow {
  const setters = new Map<string, string[]>();
  for (const node of flow.nodes) {
    for (const variable of new Set(['success', 'next'].flatMap((port) => variablesSetBy(node, port)))) {
      setters.set(variable, [...(setters.get(variable) ?? []), node.key]);
    }
  }
  const ofStart = nodesOf(flow, 'start').flatMap((start) => start.config.variables.map((variable) => variable.name));
  return {
    uses: flow.nodes.flatMap(usesIn),
    declared: new Set([...ofStart, ...(surroundings.callVariables ?? [])]),
    settersOf: (variable) => setters.get(variable) ?? [],
  };
}

/** Where a name stands. */
export function placeOf({ node, site, reference }: NameUse): Place {
  return { nodeKey: node.key, fieldPath: site.fieldPath, range: reference.range };
}

/** The variables that a node sets when it is left by a port. */
export function variablesSetBy(node: FlowNode, port: string): readonly string[] {
  if (node.kind === 'setVariable') return node.config.assignments.map((assignment) => assignment.variable);
  if (node.kind !== 'apiRequest' || port !== 'success') return [];
  return node.config.mapping.map((row) => row.variable);
}

function usesIn(node: FlowNode): NameUse[] {
  return templateSites(node).flatMap((site) => {
    const read = readSite(site);
    return read.ok ? read.value.map((reference) => ({ node, site, reference })) : [];
  });
}
