import { buildGraph, portsOf, type FlowDocument, type FlowEdge } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeOf, portLabel, titleOfKey } from './node-title.ts';

/** Joins an exit to a node. A second edge from the same exit is a parallel branch. */
export function connect(flow: FlowDocument, edge: FlowEdge): EditOutcome {
  const problem = findConnectionProblem(flow, edge);
  if (problem !== undefined) return refuse(problem);
  const { from, port, to } = edge;
  return {
    ok: true,
    flow: { ...flow, edges: [...flow.edges, { from, port, to }] },
    says: saysEdge(flow, edge, 'Connected'),
  };
}

/** Why two nodes cannot be joined so; undefined when they can. Cheap enough to be asked while an edge is being drawn. */
export function findConnectionProblem(flow: FlowDocument, { from, port, to }: FlowEdge): string | undefined {
  const source = nodeOf(flow, from);
  const target = nodeOf(flow, to);
  if (source === undefined || target === undefined) return 'One of the two steps is no longer there.';
  if (!portsOf(source).includes(port)) return `${titleOf(source)} has no exit ${port}.`;
  if (target.kind === 'start') return 'Nothing can lead to Start: it is where a flow begins.';
  if (from === to) return `${titleOf(source)} cannot lead to itself: flows only run forward.`;
  if (flow.edges.some((edge) => edge.from === from && edge.port === port && edge.to === to)) {
    return `${titleOf(source)} ${portLabel(source, port)} leads to ${titleOf(target)} already.`;
  }
  const way = findWay(flow, to, from);
  if (way === undefined) return undefined;
  const circle = [...way, to].map((key) => titleOfKey(flow, key)).join(' → ');
  return `That would be a circle: ${circle}. Flows only run forward.`;
}

/** Takes edges away. */
export function disconnect(flow: FlowDocument, edges: readonly FlowEdge[]): EditOutcome {
  const gone = new Set(edges.map(edgeId));
  const [first] = edges;
  if (first === undefined) return refuse('No connection is selected.');
  const says =
    edges.length === 1 ? saysEdge(flow, first, 'Disconnected', 'from') : `Removed ${String(edges.length)} connections`;
  return { ok: true, flow: { ...flow, edges: flow.edges.filter((edge) => !gone.has(edgeId(edge))) }, says };
}

/** One text for one edge; also its id on the canvas and in `data-testid`. */
export function edgeId({ from, port, to }: FlowEdge): string {
  return `${from}-${port}-${to}`;
}

/** "Create ticket success to Build note" */
export function edgeInWords(flow: FlowDocument, edge: FlowEdge, joint = 'to'): string {
  const source = nodeOf(flow, edge.from);
  const isNamed = source !== undefined && edge.port !== 'next';
  const exit = isNamed ? ` ${portLabel(source, edge.port)}` : '';
  return `${titleOfKey(flow, edge.from)}${exit} ${joint} ${titleOfKey(flow, edge.to)}`;
}

function saysEdge(flow: FlowDocument, edge: FlowEdge, verb: string, joint = 'to'): string {
  return `${verb} ${edgeInWords(flow, edge, joint)}`;
}

/** A shortest way along edges from one node to another, both included. */
function findWay(flow: FlowDocument, from: string, to: string): readonly string[] | undefined {
  const graph = buildGraph(flow);
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [key, way] of ways) {
    if (key === to) return way;
    for (const edge of graph.outgoing(key)) if (!ways.has(edge.to)) ways.set(edge.to, [...way, edge.to]);
  }
  return undefined;
}
