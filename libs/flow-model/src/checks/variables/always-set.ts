import type { FlowDocument } from '../../document/flow-document.ts';
import { portsOf, type FlowNode } from '../../document/node-catalog.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { FlowGraph } from '../../plan/graph.ts';
import type { Check, CheckContext } from '../check.ts';
import { finding } from '../finding.ts';
import { placeOf, variablesSetBy, type NameUse } from './names-in-flow.ts';

/** A variable that is set on some ways to a node only is empty there on the others. */
export const alwaysSet: Check = {
  codes: ['W_VARIABLE_NOT_ALWAYS_SET'],
  find(context) {
    const { flow, graph, names } = context;
    // On a circle "before" means nothing.
    if (graph.order.length < flow.nodes.length) return [];
    const exits = exitsOfNodes(flow, graph);
    return names.uses.flatMap((use) => {
      const variable = usedVariable(use);
      if (variable === undefined || names.declared.has(variable)) return [];
      const setters = names.settersOf(variable);
      if (setters.length === 0 || !canArriveWithout(variable, use, { context, exits })) return [];
      const message = `${variable} is set by ${setters.join(', ')}, but not on every way to here: it may be empty. Give it a default.`;
      return [finding('W_VARIABLE_NOT_ALWAYS_SET', placeOf(use), message)];
    });
  },
};

/** The variable that is read; not one that a row above in the same node has set. */
function usedVariable({ reference, site }: NameUse): string | undefined {
  const [variable] = reference.path;
  if (reference.root !== 'variables' || variable === undefined) return undefined;
  return site.ownVariables?.includes(variable) ? undefined : variable;
}

/** One way out of a node: where it leads, and which variables are set by then. */
interface Exit {
  targets: readonly string[];
  sets: ReadonlySet<string>;
}
type Exits = ReadonlyMap<string, readonly Exit[]>;

/** A request without a wired failure exit is taken to succeed: otherwise the run is lost anyhow. */
function exitsOfNodes(flow: FlowDocument, graph: FlowGraph): Exits {
  const exitOf = (node: FlowNode, port: string): Exit => ({
    targets: graph.outgoing(node.key).flatMap((edge) => (edge.port === port ? [edge.to] : [])),
    sets: new Set(variablesSetBy(node, port)),
  });
  return new Map(
    flow.nodes.map((node) => {
      const exits = portsOf(node).map((port) => ({ port, ...exitOf(node, port) }));
      return [node.key, exits.filter(({ port, targets }) => port !== 'failure' || targets.length > 0)];
    }),
  );
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
 */
function canArriveWithout(
  variable: string,
  { node: reader }: NameUse,
  { context: { flow, graph }, exits }: { context: CheckContext; exits: Exits },
): boolean {
  const chances = new Map<string, Chances>([[reader.key, { reaches: true, staysSilent: true }]]);
  for (const key of graph.ancestors(reader.key).toReversed()) {
    const chance = { reaches: false, staysSilent: false };
    for (const { targets, sets } of exits.get(key) ?? []) {
      if (sets.has(variable)) continue;
      const next = targets.flatMap((target) => chances.get(target) ?? []);
      if (next.some((one) => !one.staysSilent)) continue;
      chance.staysSilent = true;
      chance.reaches ||= next.some((one) => one.reaches);
    }
    chances.set(key, chance);
  }
  return nodesOf(flow, 'start').some((start) => chances.get(start.key)?.reaches);
}
