import type { FlowDocument } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { GRID } from '../../flow-graph/node-shape.ts';
import { positionOf, snapped, type Point } from './places.ts';
import { titlesOf } from './node-title.ts';

/** Puts nodes where they were dropped, on the grid. */
export function moveNodes(flow: FlowDocument, places: ReadonlyMap<string, Point>): EditOutcome {
  const moved = flow.nodes.filter((node) => {
    const place = places.get(node.key);
    if (place === undefined) return false;
    const [now, then] = [positionOf(node), snapped(place)];
    return now.x !== then.x || now.y !== then.y;
  });
  if (moved.length === 0) return refuse('Nothing was moved.');
  const keys = new Set(moved.map(({ key }) => key));
  const nodes = flow.nodes.map((node) => {
    const place = keys.has(node.key) ? places.get(node.key) : undefined;
    return place === undefined ? node : { ...node, position: { ...snapped(place) } };
  });
  return { ok: true, flow: { ...flow, nodes }, says: `Moved ${titlesOf(flow, [...keys])}` };
}

/** Moves nodes by steps of the grid. */
export function nudgeNodes(flow: FlowDocument, keys: readonly string[], steps: Point): EditOutcome {
  const chosen = new Set(keys);
  const places = flow.nodes
    .filter(({ key }) => chosen.has(key))
    .map((node): [string, Point] => {
      const { x, y } = positionOf(node);
      return [node.key, { x: x + steps.x * GRID, y: y + steps.y * GRID }];
    });
  return moveNodes(flow, new Map(places));
}
