import type { FlowDocument, FlowNode } from '@aftercall/flow-model';
import { GRID, sizeOf } from '../../flow-graph/node-shape.ts';
import { boxOf, exitX, GAP, overlap, snapped, type Box, type Point } from './places.ts';

type Size = Pick<Box, 'width' | 'height'>;

/** The nearest free place at or to the right of a wished one. */
export function freePlace(flow: FlowDocument, size: Size, wished: Point): Point {
  const boxes = flow.nodes.map(boxOf);
  let place = snapped(wished);
  for (;;) {
    const taken = boxes.find((box) => overlap({ ...place, ...size }, box, GRID));
    if (taken === undefined) return place;
    // Beside the card that is in the way: each step passes one, so it ends.
    place = { x: Math.ceil((taken.x + taken.width + GAP) / GRID) * GRID, y: place.y };
  }
}

/** One rank below a node, under the exit that leads there. */
export function placeBelow(flow: FlowDocument, node: FlowNode, port: string, size: Size): Point {
  return freePlace(flow, size, wishedBelow(node, port, size));
}

/** Where a card would stand under an exit if nothing were in its way. */
export function wishedBelow(node: FlowNode, port: string, size: Size): Point {
  const { x, y, height } = boxOf(node);
  return snapped({ x: x + exitX(node, port) - size.width / 2, y: y + height + GAP });
}

/** Moves the nodes of `keys` down, all alike, as far as keeps them clear of `box`. */
export function makeRoom(flow: FlowDocument, box: Box, keys: ReadonlySet<string>): FlowDocument {
  const highest = Math.min(...flow.nodes.filter(({ key }) => keys.has(key)).map((node) => boxOf(node).y));
  const by = Math.ceil((box.y + box.height + GAP - highest) / GRID) * GRID;
  if (!Number.isFinite(by) || by <= 0) return flow;
  return {
    ...flow,
    nodes: flow.nodes.map((node) => {
      const { x, y } = boxOf(node);
      return keys.has(node.key) ? { ...node, position: { x, y: y + by } } : node;
    }),
  };
}

/** The smallest box around some nodes; undefined for none. */
export function boxAround(nodes: readonly FlowNode[]): Box | undefined {
  if (nodes.length === 0) return undefined;
  const boxes = nodes.map((node) => ({ ...boxOf(node), ...sizeOf(node) }));
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
