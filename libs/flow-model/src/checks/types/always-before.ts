import type { FlowGraph } from '../../plan/graph.ts';

/** For each node, those by which every way to it leads. */
export type Guards = ReadonlyMap<string, ReadonlySet<string>>;

/** The dominators of each node of a flow without circles; others are left out. */
export function guardsOfReaders(graph: FlowGraph): Guards {
  const guards = new Map<string, ReadonlySet<string>>();
  for (const key of graph.order) {
    const [first, ...others] = graph.incoming(key).map(({ from }) => guards.get(from) ?? new Set<string>());
    const common = [...(first ?? [])].filter((guard) => others.every((other) => other.has(guard)));
    guards.set(key, new Set([...common, key]));
  }
  return guards;
}
