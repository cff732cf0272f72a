import type { FlowNode } from '../../document/node-catalog.ts';
import type { Reference } from '../../template/references.ts';
import { readSite, templateSites, type TemplateSite } from '../../template/template-sites.ts';
import { nodesOf, type CheckContext } from '../check.ts';

/** A name that a node reads, and where. */
export interface NameUse {
  node: FlowNode;
  site: TemplateSite;
  reference: Reference;
}

/** Every name that the flow reads, in the order of the document; sites that do not compile are left out. */
export function nameUses(flow: CheckContext['flow']): NameUse[] {
  return flow.nodes.flatMap((node) =>
    templateSites(node).flatMap((site) => {
      const read = readSite(site);
      return read.ok ? read.value.map((reference) => ({ node, site, reference })) : [];
    }),
  );
}

/** Variables that are there from the beginning: declared by Start, or by the agents. */
export function declaredVariables({ flow, surroundings }: CheckContext): ReadonlySet<string> {
  const ofStart = nodesOf(flow, 'start').flatMap((start) => start.config.variables.map((variable) => variable.name));
  return new Set([...ofStart, ...(surroundings.callVariables ?? [])]);
}

/** The variables that a node sets when it is left by a port. */
export function variablesSetBy(node: FlowNode, port: string): readonly string[] {
  if (node.kind === 'setVariable') return node.config.assignments.map((assignment) => assignment.variable);
  if (node.kind !== 'apiRequest' || port !== 'success') return [];
  return node.config.mapping.map((row) => row.variable);
}

/** The nodes that can set a variable, in the order of the document. */
export function settersOf(flow: CheckContext['flow'], variable: string): FlowNode[] {
  return flow.nodes.filter((node) => ['success', 'next'].some((port) => variablesSetBy(node, port).includes(variable)));
}
