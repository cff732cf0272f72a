import type { FlowDocument, FlowEdge } from '../document/flow-document.ts';

/** The flow as adjacency. Edges that name an unknown node are left out; the checks report them. */
export interface FlowGraph {
  incoming(nodeKey: string): readonly FlowEdge[];
  outgoing(nodeKey: string): readonly FlowEdge[];
  /** Node keys, sources first; ties by their place in the document. Nodes on or behind a cycle are missing. */
  order: readonly string[];
  /** Every node from which this one can be reached, in that order. */
  ancestors(nodeKey: string): readonly string[];
}

/** Works on any flow, broken ones too: repeated keys count once, circles are left out of the order. */
export function buildGraph(flow: Pick<FlowDocument, 'nodes' | 'edges'>): FlowGraph {
  const keys = [...new Set(flow.nodes.map((node) => node.key))];
  const known = new Set(keys);
  const edges = flow.edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const incoming = Map.groupBy(edges, (edge) => edge.to);
  const outgoing = Map.groupBy(edges, (edge) => edge.from);
  const into = (key: string): readonly FlowEdge[] => incoming.get(key) ?? [];
  const order = topologicalOrder(keys, into);
  const ancestorsOf = new Map<string, readonly string[]>();
  return {
    incoming: into,
    outgoing: (key) => outgoing.get(key) ?? [],
    order,
    ancestors: (key) => {
      const found = ancestorsOf.get(key) ?? findAncestors(key, into, order);
      ancestorsOf.set(key, found);
      return found;
    },
  };
}

/** Keys that can be reached from `from`, itself included. */
export function reachableFrom(graph: FlowGraph, from: string): ReadonlySet<string> {
  return closure(from, (key) => graph.outgoing(key).map((edge) => edge.to));
}

/** Kahn's algorithm; of those that are ready the first in the document goes first, so the order is one and the same always. */
function topologicalOrder(keys: readonly string[], into: (key: string) => readonly FlowEdge[]): string[] {
  const order: string[] = [];
  const placed = new Set<string>();
  let waiting = keys;
  for (;;) {
    const next = waiting.find((key) => into(key).every((edge) => placed.has(edge.from)));
    if (next === undefined) return order;
    order.push(next);
    placed.add(next);
    waiting = waiting.filter((key) => key !== next);
  }
}

function findAncestors(key: string, into: (key: string) => readonly FlowEdge[], order: readonly string[]): string[] {
  const found = new Set(closure(key, (node) => into(node).map((edge) => edge.from)));
  found.delete(key);
  return order.filter((node) => found.has(node));
}

function closure(from: string, next: (key: string) => readonly string[]): Set<string> {
  const found = new Set([from]);
  for (const key of found) for (const other of next(key)) found.add(other);
  return found;
}
