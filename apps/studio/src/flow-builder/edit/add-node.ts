import { buildGraph, portsOf, type FlowDocument, type FlowEdge, type FlowNode } from '@aftercall/flow-model';
import { findConnectionProblem } from './connect.ts';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { freePlace, makeRoom, placeBelow, wishedBelow } from './free-place.ts';
import { newNode, type AddableKind } from './new-node.ts';
import { sizeOf } from '../../flow-graph/node-shape.ts';
import { boxOf, snapped, type Point } from './places.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf } from './node-title.ts';
import { withDownstream } from './walk-flow.ts';

/** Puts a new node somewhere on the canvas, joined to nothing. */
export function addNode(flow: FlowDocument, kind: AddableKind, at: Point): EditOutcome {
  const node = newNode(flow, kind, snapped(at));
  return withNode(flow, { ...node, position: freePlace(flow, sizeOf(node), at) });
}

/** Behind an exit: joined to it, one rank below, beside what the exit leads to already. */
export function addBehind(flow: FlowDocument, kind: AddableKind, exit: { from: string; port: string }): EditOutcome {
  const source = nodeOf(flow, exit.from);
  if (source === undefined) return refuse('The step is no longer there.');
  const node = newNode(flow, kind, { x: 0, y: 0 });
  const position = placeBelow(flow, source, exit.port, sizeOf(node));
  return withNode(flow, { ...node, position }, [{ ...exit, to: node.key }]);
}

/**
 * After a node, in its sequence: behind its first free exit; when all are taken, between the first exit and what it leads
 * to. Without a node: after the last one of the flow.
 */
export function insertAfter(flow: FlowDocument, kind: AddableKind, after: string | undefined): EditOutcome {
  const source = (after === undefined ? undefined : nodeOf(flow, after)) ?? lastNode(flow);
  if (source === undefined) return addNode(flow, kind, { x: 0, y: 0 });
  const taken = new Set(flow.edges.filter((edge) => edge.from === source.key).map((edge) => edge.port));
  const [first = 'next', ...others] = portsOf(source);
  // A failure exit is wired on purpose, never by the way.
  const free = [first, ...others].find((port) => port !== 'failure' && !taken.has(port));
  if (free !== undefined) return addBehind(flow, kind, { from: source.key, port: free });
  return insertBetween(
    flow,
    kind,
    flow.edges.filter((edge) => edge.from === source.key && edge.port === first),
  );
}

/** Puts a new node into edges of one exit: what they led to follows it. */
export function insertBetween(flow: FlowDocument, kind: AddableKind, edges: readonly FlowEdge[]): EditOutcome {
  const [edge] = edges;
  const source = edge && nodeOf(flow, edge.from);
  if (edge === undefined || source === undefined) return refuse('The connection is no longer there.');
  const node = newNode(flow, kind, { x: 0, y: 0 });
  const position = wishedBelow(source, edge.port, sizeOf(node));
  const placed: FlowNode = { ...node, position };
  const behind = withDownstream(
    flow,
    edges.map(({ to }) => to),
  );
  const roomy = makeRoom(flow, boxOf(placed), behind);
  return withNode(roomy, placed, spliced(edges, placed), edges);
}

/** Puts a node that is there already, and leads nowhere yet, into an edge. */
export function spliceNode(flow: FlowDocument, key: string, edge: FlowEdge): EditOutcome {
  const node = nodeOf(flow, key);
  if (node === undefined || node.kind === 'start') return refuse('Only a step can be put into a connection.');
  const without = { ...flow, edges: flow.edges.filter((other) => !isSameEdge(other, edge)) };
  const edges = spliced([edge], node);
  for (const added of edges) {
    const problem = findConnectionProblem(without, added);
    if (problem !== undefined) return refuse(problem);
  }
  const target = nodeOf(flow, edge.to);
  const says = `Put ${titleOf(node)} before ${target === undefined ? edge.to : titleOf(target)}`;
  return { ok: true, flow: { ...without, edges: [...without.edges, ...edges] }, says, select: [key] };
}

/** Source → node → what the source led to; the node's first exit is the one that goes on. */
function spliced(edges: readonly FlowEdge[], node: FlowNode): FlowEdge[] {
  const [edge] = edges;
  const [exit = 'next'] = portsOf(node);
  if (edge === undefined) return [];
  return [
    { from: edge.from, port: edge.port, to: node.key },
    ...edges.map(({ to }) => ({ from: node.key, port: exit, to })),
  ];
}

function withNode(
  flow: FlowDocument,
  node: FlowNode,
  edges: readonly FlowEdge[] = [],
  replaced: readonly FlowEdge[] = [],
): EditOutcome {
  const kept = flow.edges.filter((edge) => !replaced.some((gone) => isSameEdge(edge, gone)));
  const [into] = edges;
  const source = into && nodeOf(flow, into.from);
  const says = source === undefined ? `Added ${titleOf(node)}` : `Added ${titleOf(node)} after ${titleOf(source)}`;
  return {
    ok: true,
    flow: { ...flow, nodes: [...flow.nodes, node], edges: [...kept, ...edges] },
    says,
    select: [node.key],
  };
}

function isSameEdge(one: FlowEdge, other: FlowEdge): boolean {
  return one.from === other.from && one.port === other.port && one.to === other.to;
}

/** The node that runs last, by the order of the flow; Start when it stands alone. */
function lastNode(flow: FlowDocument): FlowNode | undefined {
  const { order } = buildGraph(flow);
  const joined = new Set(flow.edges.flatMap(({ from, to }) => [from, to]));
  const last = order.findLast((key) => joined.has(key)) ?? flow.nodes.find(({ kind }) => kind === 'start')?.key;
  return last === undefined ? undefined : nodeOf(flow, last);
}
