import type { FlowNode } from '@aftercall/flow-model';
import { exitOffset, exitsOf, GRID, sizeOf } from '../../flow-graph/node-shape.ts';

/** Between two ranks and between two columns. */
export const GAP = 64;

/** A point on the canvas, in its own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A card as it is drawn. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export function positionOf(node: FlowNode): Point {
  return node.position ?? { x: 0, y: 0 };
}

export function boxOf(node: FlowNode): Box {
  return { ...positionOf(node), ...sizeOf(node) };
}

/** Where an exit leaves the card, from its left edge. */
export function exitX(node: FlowNode, port: string): number {
  const exits = exitsOf(node);
  const at = exits.findIndex((exit) => exit.port === port);
  return exitOffset(Math.max(0, at), exits.length, sizeOf(node).width);
}

export function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

/** Whether two cards touch, or come closer than `margin`. */
export function overlap(one: Box, other: Box, margin = 0): boolean {
  return (
    one.x < other.x + other.width + margin &&
    other.x < one.x + one.width + margin &&
    one.y < other.y + other.height + margin &&
    other.y < one.y + one.height + margin
  );
}
