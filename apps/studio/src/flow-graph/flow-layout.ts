import { Graph, layout } from '@dagrejs/dagre';
import { portsOf, type FlowDocument, type FlowNode } from '@aftercall/flow-model';
import { exitOffset, exitsOf, GRID, sizeOf } from './node-shape.ts';

/** The upper left corner of a card. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Between two ranks and between two columns. */
const GAP = 64;

/** Where each card stands: as the author put it, or laid out anew when any card has no place yet. */
export function positionsOf(flow: FlowDocument): ReadonlyMap<string, Position> {
  const isPlaced = flow.nodes.every(({ position }) => position !== undefined);
  return isPlaced ? new Map(flow.nodes.map((node) => [node.key, node.position ?? { x: 0, y: 0 }])) : tidy(flow);
}

/**
 * Lays a flow out from top to bottom, on the grid, without overlaps; what the exits lead to stands in their order.
 * @param heightOf - how tall a card is drawn; left out = as while it is edited
 */
export function tidy(
  flow: Pick<FlowDocument, 'nodes' | 'edges'>,
  heightOf: (node: FlowNode) => number = (node) => sizeOf(node).height,
): ReadonlyMap<string, Position> {
  const graph = new Graph<object, Box, object>();
  graph.setGraph({ rankdir: 'TB', ranksep: GAP, nodesep: GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  const sizes = new Map(flow.nodes.map((node) => [node.key, { width: sizeOf(node).width, height: heightOf(node) }]));
  for (const [key, size] of sizes) graph.setNode(key, { ...size, x: 0, y: 0 });
  const order = new LeftToRight();
  for (const { key, targets } of followersOf(flow)) {
    for (const target of targets) graph.setEdge(key, target);
    order.add(targets);
  }
  layout(graph, { constraints: order.constraints });
  return onGrid(flow, new Map([...sizes.keys()].map((key) => [key, graph.node(key)])));
}

/** A card as dagre knows it: x and y are its centre. */
interface Box {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Puts each card straight under the exit that leads to it, where there is room, from left to right in dagre's order; cards
 * of one rank come no closer than the gap and have their middle on one line, whatever their heights.
 */
function onGrid(flow: Pick<FlowDocument, 'nodes' | 'edges'>, boxes: ReadonlyMap<string, Box>): Map<string, Position> {
  const ranks = Map.groupBy([...boxes], ([, { y }]) => Math.round(y));
  const corners = new Map<string, Position>();
  let top = 0;
  for (const [, rank] of [...ranks].toSorted(([one], [other]) => one - other)) {
    let right = Number.NEGATIVE_INFINITY;
    for (const [key, { x, width }] of rank.toSorted(([, one], [, other]) => one.x - other.x)) {
      const middle = underExits(flow, key, corners) ?? x;
      const left = Math.max(Math.round((middle - width / 2) / GRID) * GRID, right + GAP);
      corners.set(key, { x: left, y: top });
      right = left + width;
    }
    top += Math.ceil((Math.max(...rank.map(([, { height }]) => height)) + GAP) / GRID) * GRID;
  }
  return corners;
}

/** The middle between the exits that lead to a card; undefined when none does. */
function underExits(
  { nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>,
  key: string,
  corners: ReadonlyMap<string, Position>,
): number | undefined {
  const places = edges.flatMap(({ from, port, to }) => {
    const corner = corners.get(from);
    const node = nodes.find((one) => one.key === from);
    if (to !== key || corner === undefined || node === undefined) return [];
    const exits = exitsOf(node);
    const at = Math.max(
      0,
      exits.findIndex((exit) => exit.port === port),
    );
    return [corner.x + exitOffset(at, exits.length, sizeOf(node).width)];
  });
  return places.length === 0 ? undefined : places.reduce((sum, place) => sum + place, 0) / places.length;
}

/** What each node leads to, in the order of its exits. */
function followersOf({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>): { key: string; targets: string[] }[] {
  const known = new Set(nodes.map(({ key }) => key));
  return nodes.map((node) => {
    const leaving = edges.filter(({ from, to }) => from === node.key && known.has(to));
    const targets = portsOf(node).flatMap((port) => leaving.filter((edge) => edge.port === port).map(({ to }) => to));
    return { key: node.key, targets: [...new Set(targets)] };
  });
}

/** Which of two cards stands further left. A wish against an earlier one is passed over: the layout loses cards in a circle of wishes. */
class LeftToRight {
  readonly constraints: { left: string; right: string }[] = [];
  readonly #rightOf = new Map<string, string[]>();

  add(keys: readonly string[]): void {
    keys.slice(1).forEach((right, at) => {
      const left = keys[at] ?? right;
      if (this.#reaches(right, left)) return;
      this.constraints.push({ left, right });
      this.#rightOf.set(left, [...(this.#rightOf.get(left) ?? []), right]);
    });
  }

  #reaches(from: string, to: string): boolean {
    const found = new Set([from]);
    for (const key of found) for (const next of this.#rightOf.get(key) ?? []) found.add(next);
    return found.has(to);
  }
}
