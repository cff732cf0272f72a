import { buildGraph, portsOf, type FlowDocument } from '@aftercall/flow-model';
import { boxOf } from './places.ts';
import { nodeOf } from './node-title.ts';

/** Where an arrow key leads on the canvas. */
export type Direction = 'up' | 'down' | 'left' | 'right';

/** The nodes themselves and everything that can be reached from them. */
export function withDownstream(flow: FlowDocument, keys: readonly string[]): ReadonlySet<string> {
  const graph = buildGraph(flow);
  return closure(keys, (key) => graph.outgoing(key).map(({ to }) => to));
}

/** The nodes themselves and everything from which they can be reached. */
export function withUpstream(flow: FlowDocument, keys: readonly string[]): ReadonlySet<string> {
  const graph = buildGraph(flow);
  return closure(keys, (key) => graph.incoming(key).map(({ from }) => from));
}

/**
 * The neighbour of a node in the flow: up to what leads to it, down to what follows its first exit, left and right to what
 * stands beside it behind the same node; where the flow has none there, the nearest card in that direction.
 */
export function neighbourOf(flow: FlowDocument, key: string, direction: Direction): string | undefined {
  const graph = buildGraph(flow);
  if (direction === 'up') return graph.incoming(key)[0]?.from ?? nearest(flow, key, direction);
  if (direction === 'down') return followers(flow, key)[0] ?? nearest(flow, key, direction);
  const parents = graph.incoming(key).map(({ from }) => from);
  const beside = parents.flatMap((parent) => followers(flow, parent));
  const step = direction === 'right' ? 1 : -1;
  return beside[beside.indexOf(key) + step] ?? nearest(flow, key, direction);
}

/** In the order of the exits, from left to right. */
function followers(flow: FlowDocument, key: string): readonly string[] {
  const node = nodeOf(flow, key);
  if (node === undefined) return [];
  const outgoing = flow.edges.filter(({ from }) => from === key);
  const all = portsOf(node).flatMap((port) =>
    outgoing
      .filter((edge) => edge.port === port)
      .map(({ to }) => to)
      .toSorted((one, other) => leftOf(flow, one) - leftOf(flow, other)),
  );
  return [...new Set(all)];
}

function leftOf(flow: FlowDocument, key: string): number {
  return nodeOf(flow, key)?.position?.x ?? 0;
}

function nearest(flow: FlowDocument, key: string, direction: Direction): string | undefined {
  const node = nodeOf(flow, key);
  if (node === undefined) return undefined;
  const own = boxOf(node);
  const isVertical = direction === 'up' || direction === 'down';
  const sign = direction === 'down' || direction === 'right' ? 1 : -1;
  const distances = flow.nodes.flatMap((other) => {
    const box = boxOf(other);
    const along = sign * (isVertical ? box.y - own.y : box.x - own.x);
    const across = Math.abs(isVertical ? box.x - own.x : box.y - own.y);
    return other.key === key || along <= 0 ? [] : [{ key: other.key, distance: along + 2 * across }];
  });
  return distances.toSorted((one, other) => one.distance - other.distance)[0]?.key;
}

function closure(from: readonly string[], next: (key: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const key of found) for (const other of next(key)) found.add(other);
  return found;
}
