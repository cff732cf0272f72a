import { portsOf, type FlowNode } from '@aftercall/flow-model';

/** One way out of a node, as it is drawn. */
export interface NodeExit {
  readonly port: string;
  /** What stands on the card; undefined for a node's only, unnamed exit. */
  readonly label: string | undefined;
}

/** Measures of a card, in px. They fit the grid: tops and lefts are multiples of it. */
export const GRID = 16;
export const HEAD_HEIGHT = 64;
export const EXITS_HEIGHT = 32;
/** A run's status line takes the place of the exits; a second line says why it waits. */
export const STRIP_HEIGHT = 32;
const BASE_WIDTH = 256;
const WIDTH_PER_FURTHER_EXIT = 112;

/** The exits in the order in which they are drawn, left to right. */
export function exitsOf(node: FlowNode): readonly NodeExit[] {
  const ports = portsOf(node);
  if (node.kind !== 'decision') return ports.map((port) => ({ port, label: ports.length === 1 ? undefined : port }));
  const labels = new Map(node.config.branches.map(({ key, label }) => [key, label === '' ? key : label]));
  return ports.map((port) => ({ port, label: labels.get(port) ?? port }));
}

/** Whether the card has a row that names its exits. */
export function hasExitRow(exits: readonly NodeExit[]): boolean {
  return exits.some(({ label }) => label !== undefined);
}

/** How big the card is while its flow is edited. */
export function sizeOf(node: FlowNode): { width: number; height: number } {
  const exits = exitsOf(node);
  return {
    width: BASE_WIDTH + Math.max(0, exits.length - 2) * WIDTH_PER_FURTHER_EXIT,
    height: HEAD_HEIGHT + (hasExitRow(exits) ? EXITS_HEIGHT : 0),
  };
}

/** Where an exit leaves the card, from its left edge: exits share the width equally. */
export function exitOffset(index: number, count: number, width: number): number {
  return ((index + 0.5) * width) / count;
}
