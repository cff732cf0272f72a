import type { FlowDocument } from '@aftercall/flow-model';
import { positionsOf } from '../../flow-graph/flow-layout.ts';

/** The flow with a place for every node that has none: all of it is laid out, since a place means something among others only. */
export function withPlaces(flow: FlowDocument): FlowDocument {
  if (flow.nodes.every(({ position }) => position !== undefined)) return flow;
  const places = positionsOf(flow);
  const nodes = flow.nodes.map((node) => ({ ...node, position: { x: 0, y: 0, ...places.get(node.key) } }));
  return { ...flow, nodes };
}
