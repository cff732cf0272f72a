import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument, FlowNode } from '@aftercall/flow-model';
import { GRID, sizeOf } from './node-shape.ts';

/** The upper left corner of a card. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

const RANK_GAP = 64;
const COLUMN_GAP = 64;

/** Where each card stands: as the author put it, or laid out anew when any card has no place yet. */
export function positionsOf(flow: FlowDocument): ReadonlyMap<string, Position> {
  const isPlaced = flow.nodes.every(({ position }) => position !== undefined);
  return isPlaced ? new Map(flow.nodes.map((node) => [node.key, node.position ?? { x: 0, y: 0 }])) : tidy(flow);
}

/**
 * Lays a flow out from top to bottom, on the grid, without overlaps.
 * @param heightOf - how tall a card is drawn; left out = as while it is edited
 */
export function tidy(
  flow: Pick<FlowDocument, 'nodes' | 'edges'>,
  heightOf: (node: FlowNode) => number = (node) => sizeOf(node).height,
): ReadonlyMap<string, Position> {
  const graph = new Graph<object, Box, object>();
  graph.setGraph({ rankdir: 'TB', ranksep: RANK_GAP, nodesep: COLUMN_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes) graph.setNode(node.key, { ...sizeOf(node), height: heightOf(node), x: 0, y: 0 });
  const keys = new Set(flow.nodes.map(({ key }) => key));
  for (const { from, to } of flow.edges) if (keys.has(from) && keys.has(to)) graph.setEdge(from, to);
  layout(graph);
  return new Map(flow.nodes.map(({ key }) => [key, cornerOf(graph.node(key))]));
}

/** A card as dagre knows it: x and y are its centre. */
interface Box {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

/** dagre tells centres; the grid holds corners. */
function cornerOf({ x, y, width, height }: Box): Position {
  const onGrid = (value: number): number => Math.round(value / GRID) * GRID;
  return { x: onGrid(x - width / 2), y: onGrid(y - height / 2) };
}
