import { nodesOf } from '../../document/nodes-of.ts';
import { portsOf, type FlowNode } from '../../document/node-catalog.ts';
import type { FlowGraph } from '../../plan/graph.ts';
import type { Check, CheckContext } from '../check.ts';
import { finding } from '../finding.ts';
import { variablesSetBy, type NameUse } from './names-in-flow.ts';

/** A variable that is set on some ways to a node only is empty there on the others. */
export const alwaysSet: Check = {
  codes: ['W_VARIABLE_NOT_ALWAYS_SET'],
  find(context) {
    const { flow, graph, names } = context;
    // On a circle "before" means nothing.
    if (graph.order.length < flow.nodes.length) return [];
    return names.uses.flatMap((use) => {
      const variable = usedVariable(use);
      if (variable === undefined || names.declared.has(variable)) return [];
      const setters = names.settersOf(variable);
      if (setters.length === 0 || !canArriveWithout(variable, use, context)) return [];
      const message = `${variable} is set by ${setters.join(', ')}, but not on every way to here: it may be empty. Give it a default.`;
      return [finding('W_VARIABLE_NOT_ALWAYS_SET', { nodeKey: use.node.key, fieldPath: use.site.fieldPath }, message)];
    });
  },
};

/** The variable that is read; not one that a row above in the same node has set. */
function usedVariable({ reference, site }: NameUse): string | undefined {
  const [variable] = reference.path;
  if (reference.root !== 'variables' || variable === undefined) return undefined;
  return site.ownVariables?.includes(variable) ? undefined : variable;
}

/** What can happen at a node, as far as one variable and one reader are concerned. */
interface Chances {
  /** The reader can be reached from here while nothing from here on sets the variable. */
  reaches: boolean;
  /** Nothing from here on needs to set the variable. */
  staysSilent: boolean;
}

/**
 * Whether the reader can run while no node before it has set the variable. Looked at from the reader backwards: a node
 * stays silent if it has an exit that neither sets the variable nor leads to a node that must; it reaches the reader if,
 * besides, one edge of that exit leads on to it. All edges of an exit are followed at once, so the others must be silent.
 * A request without a wired failure exit is taken to succeed: otherwise the run is lost anyhow.
 */
function canArriveWithout(variable: string, { node: reader }: NameUse, { flow, graph }: CheckContext): boolean {
  const before = new Set(graph.ancestors(reader.key));
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
  const chances = new Map<string, Chances>([[reader.key, { reaches: true, staysSilent: true }]]);
  for (const key of [...graph.order].reverse()) {
    const node = nodes.get(key);
    if (node === undefined || !before.has(key)) continue;
    const exits = exitsOf(node, graph).filter((port) => !variablesSetBy(node, port).includes(variable));
    const outcomes = exits.map((port) => {
      const next = graph.outgoing(key).filter((edge) => edge.port === port);
      const reached = next.flatMap((edge) => chances.get(edge.to) ?? []);
      const staysSilent = reached.every((chance) => chance.staysSilent);
      return { staysSilent, reaches: staysSilent && reached.some((chance) => chance.reaches) };
    });
    chances.set(key, {
      reaches: outcomes.some((outcome) => outcome.reaches),
      staysSilent: outcomes.some((outcome) => outcome.staysSilent),
    });
  }
  return nodesOf(flow, 'start').some((start) => chances.get(start.key)?.reaches);
}

function exitsOf(node: FlowNode, graph: FlowGraph): readonly string[] {
  const isWired = graph.outgoing(node.key).some((edge) => edge.port === 'failure');
  return portsOf(node).filter((port) => port !== 'failure' || isWired);
}
