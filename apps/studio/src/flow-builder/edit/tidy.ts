import type { FlowDocument } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { boxAround } from './free-place.ts';
import { tidy as layOut } from '../../flow-graph/flow-layout.ts';
import { snapped, type Point } from './places.ts';
import { moveNodes } from './move-nodes.ts';

/** Lays the flow out from top to bottom on the grid: all of it, or the chosen nodes where they stand. */
export function tidy(flow: FlowDocument, keys: readonly string[] = []): EditOutcome {
  const chosen = keys.length > 1 ? flow.nodes.filter(({ key }) => keys.includes(key)) : flow.nodes;
  const places = layOut({ ...flow, nodes: chosen });
  const before = boxAround(chosen);
  const left = Math.min(...[...places.values()].map(({ x }) => x));
  const top = Math.min(...[...places.values()].map(({ y }) => y));
  const origin = chosen.length === flow.nodes.length || before === undefined ? { x: 0, y: 0 } : before;
  const moved = [...places].map(([key, { x, y }]): [string, Point] => [
    key,
    snapped({ x: x - left + origin.x, y: y - top + origin.y }),
  ]);
  const outcome = moveNodes(flow, new Map(moved));
  if (!outcome.ok) return refuse('The flow is tidy already.');
  return { ...outcome, says: keys.length > 1 ? `Tidied ${String(chosen.length)} steps` : 'Tidied the flow' };
}
