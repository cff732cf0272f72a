import type { FlowNode } from '../../document/node-catalog.ts';
import type { FlowGraph } from '../../plan/graph.ts';
import type { Check, CheckContext } from '../check.ts';
import { finding, type Finding } from '../finding.ts';
import { variablesSetBy } from './names-in-flow.ts';

/** No two branches that run side by side set one variable and then meet: which value counts there would surprise. */
export const writesApart: Check = {
  codes: ['W_CONFLICTING_WRITES'],
  find(context) {
    const { flow, graph, names } = context;
    // On a circle "side by side" means nothing.
    if (graph.order.length < flow.nodes.length) return [];
    const variables = [...new Set(flow.nodes.flatMap(variablesOf))];
    const shared = variables.filter((variable) => names.settersOf(variable).length > 1);
    if (shared.length === 0) return [];
    const guards = guardsOfNodes(graph);
    return shared.flatMap((variable) => findMeeting(variable, context, guards));
  },
};

function variablesOf(node: FlowNode): string[] {
  return ['success', 'next'].flatMap((port) => variablesSetBy(node, port));
}

/** The exits of forks by which every way to a node leads, by the key of the fork. */
type Guards = ReadonlyMap<string, ReadonlyMap<string, string>>;

function guardsOfNodes(graph: FlowGraph): Guards {
  const guards = new Map<string, ReadonlyMap<string, string>>();
  const isFork = (key: string): boolean => new Set(graph.outgoing(key).map(({ port }) => port)).size > 1;
  const forks = new Set(graph.order.filter(isFork));
  for (const key of graph.order) {
    const ways = graph.incoming(key).map(({ from, port }) => {
      const before = guards.get(from) ?? new Map<string, string>();
      return forks.has(from) ? new Map([...before, [from, port]]) : before;
    });
    const [first = new Map<string, string>(), ...others] = ways;
    guards.set(key, new Map([...first].filter(([from, port]) => others.every((way) => way.get(from) === port))));
  }
  return guards;
}

/** Two nodes exclude each other when a fork lies before both, and they lie behind different exits of it. */
function canBothRun(one: string, other: string, guards: Guards): boolean {
  const ofOther = guards.get(other);
  return [...(guards.get(one) ?? [])].every(([fork, port]) => (ofOther?.get(fork) ?? port) === port);
}

/** The first node at which rival values of a variable meet, and whose they are. */
function findMeeting(variable: string, { graph, names }: CheckContext, guards: Guards): Finding[] {
  const rivals = findRivals(names.settersOf(variable), graph, guards);
  if (rivals.size === 0) return [];
  for (const key of graph.order.filter((join) => graph.incoming(join).length > 1)) {
    const before = graph.ancestors(key).filter((setter) => rivals.has(setter));
    const met = before.filter((setter) => before.some((other) => rivals.get(setter)?.has(other)));
    const last = met.at(-1);
    if (last === undefined) continue;
    const message =
      `${variable} is set by ${met.join(', ')}, which can run side by side and meet here: the value of ${last} counts, ` +
      'whichever ends first. Give each its own name.';
    return [finding('W_CONFLICTING_WRITES', { nodeKey: key }, message)];
  }
  return [];
}

/** Of the nodes that set a variable, those that others may run beside. */
function findRivals(
  setters: readonly string[],
  graph: FlowGraph,
  guards: Guards,
): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map(setters.map((setter) => [setter, new Set(graph.ancestors(setter))]));
  const areOrdered = (one: string, other: string): boolean =>
    before.get(one)?.has(other) === true || before.get(other)?.has(one) === true;
  const rivals = setters.map((one) => {
    const beside = setters.filter(
      (other) => other !== one && !areOrdered(one, other) && canBothRun(one, other, guards),
    );
    return [one, new Set(beside)] as const;
  });
  return new Map(rivals.filter(([, beside]) => beside.size > 0));
}
