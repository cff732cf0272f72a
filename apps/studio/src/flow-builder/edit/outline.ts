import { buildGraph, portsOf, type FlowDocument, type FlowEdge, type FlowNode } from '@aftercall/flow-model';
import { nodeOf, portLabel } from './node-title.ts';

/** One line of the outline, in the order in which the flow runs. */
export type OutlineRow =
  | { readonly type: 'node'; readonly key: string; readonly depth: number }
  /** What runs behind an exit: a Decision's branch, or `failure`. */
  | {
      readonly type: 'exit';
      readonly from: string;
      readonly port: string;
      readonly label: string;
      readonly depth: number;
    }
  | {
      readonly type: 'parallel';
      readonly from: string;
      readonly port: string;
      readonly count: number;
      readonly depth: number;
    }
  /** Begin of what no way from Start leads to. */
  | { readonly type: 'loose'; readonly depth: 0 };

/**
 * The flow as a list. A node where ways meet stands behind all of them, as deep as the node at which they parted. Works on
 * any flow: nodes on a circle and those that nothing leads to stand at the end.
 */
export function outlineOf(flow: FlowDocument): OutlineRow[] {
  const outline = new Outline(flow);
  const start = flow.nodes.find(({ kind }) => kind === 'start');
  if (start !== undefined) outline.list(start.key, 0);
  const loose = flow.nodes.filter(({ key }) => !outline.listed.has(key));
  if (loose.length > 0) outline.rows.push({ type: 'loose', depth: 0 });
  const { order } = buildGraph(flow);
  for (const key of [...order, ...loose.map((node) => node.key)]) if (!outline.listed.has(key)) outline.listAlone(key);
  return outline.rows;
}

class Outline {
  readonly rows: OutlineRow[] = [];
  readonly listed = new Set<string>();
  readonly #flow: FlowDocument;
  /** The node that every way to a node passes last; a node that no way leads to has none. */
  readonly #parents: ReadonlyMap<string, string>;

  constructor(flow: FlowDocument) {
    this.#flow = flow;
    this.#parents = findDominators(flow);
  }

  listAlone(key: string): void {
    this.listed.add(key);
    this.rows.push({ type: 'node', key, depth: 0 });
  }

  /** The node and everything that can be reached through it only. */
  list(key: string, depth: number): void {
    const node = nodeOf(this.#flow, key);
    if (node === undefined || this.listed.has(key)) return;
    this.listed.add(key);
    this.rows.push({ type: 'node', key, depth });
    const exits = groupsOf(node).map((port) => ({ port, edges: this.#edgesFrom(key, port) }));
    for (const { port, edges } of exits) this.#listExit(node, { port, edges }, depth);
    for (const joined of this.#joinedBehind(key)) this.list(joined, depth);
  }

  #listExit(node: FlowNode, { port, edges }: { port: string; edges: readonly FlowEdge[] }, depth: number): void {
    if (edges.length === 0) return;
    const hasHeader = node.kind === 'decision' || port === 'failure';
    const inner = hasHeader ? depth + 1 : depth;
    if (hasHeader) this.rows.push({ type: 'exit', from: node.key, port, label: portLabel(node, port), depth });
    const own = edges.map(({ to }) => to).filter((to) => this.#parents.get(to) === node.key && this.#isReachedOnce(to));
    const isParallel = edges.length > 1;
    if (isParallel) this.rows.push({ type: 'parallel', from: node.key, port, count: edges.length, depth: inner });
    for (const key of own) this.list(key, isParallel ? inner + 1 : inner);
    if (!isParallel) return;
    for (const key of this.#joinedBehind(node.key, new Set(edges.map(({ to }) => to)))) this.list(key, inner);
  }

  /** Nodes behind `key` that several ways lead to; with `heads`, those only whose ways all begin there. */
  #joinedBehind(key: string, heads?: ReadonlySet<string>): readonly string[] {
    const { order } = buildGraph(this.#flow);
    return order.filter((other) => {
      if (this.#parents.get(other) !== key || this.listed.has(other)) return false;
      return heads === undefined || [...this.#headsOf(key, other)].every((head) => heads.has(head));
    });
  }

  /** The direct followers of `key` through which `other` is reached. */
  #headsOf(key: string, other: string): ReadonlySet<string> {
    const heads = new Set<string>();
    const seen = new Set([other]);
    for (const at of seen) {
      for (const { from, to } of this.#flow.edges) {
        if (to !== at) continue;
        if (from === key) heads.add(at);
        else seen.add(from);
      }
    }
    return heads;
  }

  #isReachedOnce(key: string): boolean {
    return this.#flow.edges.filter(({ to }) => to === key).length === 1;
  }

  #edgesFrom(key: string, port: string): readonly FlowEdge[] {
    const leftOf = (edge: FlowEdge): number => nodeOf(this.#flow, edge.to)?.position?.x ?? 0;
    return this.#flow.edges
      .filter((edge) => edge.from === key && edge.port === port && nodeOf(this.#flow, edge.to) !== undefined)
      .toSorted((one, other) => leftOf(one) - leftOf(other));
  }
}

/** What can go wrong stands before what goes on, so that what goes on is not indented. */
function groupsOf(node: FlowNode): readonly string[] {
  const ports = portsOf(node);
  return node.kind === 'apiRequest' ? ports.toSorted((one) => (one === 'failure' ? -1 : 1)) : ports;
}

/** The immediate dominator of each node that Start leads to (Cooper, Harvey, Kennedy; one pass is enough without circles). */
function findDominators(flow: FlowDocument): ReadonlyMap<string, string> {
  const graph = buildGraph(flow);
  const rank = new Map(graph.order.map((key, at) => [key, at]));
  const start = flow.nodes.find(({ kind }) => kind === 'start')?.key;
  const parents = new Map<string, string>();
  const isKnown = (key: string): boolean => key === start || parents.has(key);
  const meet = (one: string, other: string): string => {
    let [left, right] = [one, other];
    while (left !== right) {
      if ((rank.get(left) ?? 0) > (rank.get(right) ?? 0)) left = parents.get(left) ?? right;
      else right = parents.get(right) ?? left;
    }
    return left;
  };
  for (const key of graph.order) {
    const before = graph
      .incoming(key)
      .map(({ from }) => from)
      .filter(isKnown);
    const [first, ...others] = before;
    if (first !== undefined && key !== start) parents.set(key, others.reduce(meet, first));
  }
  return parents;
}
