import type { EdgeMarker, Node } from '@xyflow/react';
import type { FlowDocument, FlowEdge, FlowNode } from '@aftercall/flow-model';
import { fanOutsOf } from '../fan-outs.ts';
import { positionsOf } from '../flow-layout.ts';
import type { EdgeDecoration, NodeDecoration } from '../graph-decoration.ts';
import { exitsOf } from '../node-shape.ts';
import { titleOf } from '../node-summary.ts';
import type { FlowEdgeShape } from './FlowEdgeLine.tsx';
import type { CardSizes } from './use-measured-cards.ts';

/** A node of a graph that is only shown. */
export type ShownNodeShape = Node<
  { readonly node: FlowNode; readonly decoration: NodeDecoration | undefined },
  'shown'
>;

type DecorateNode = ((key: string) => NodeDecoration | undefined) | undefined;

/** Cards with what the page adds to them. */
export function shownNodes(
  flow: FlowDocument,
  { selected, decorateNode, sizes }: { selected: string | undefined; decorateNode: DecorateNode; sizes: CardSizes },
): ShownNodeShape[] {
  const positions = positionsOf(flow);
  return flow.nodes.map((node) => {
    const decoration = decorateNode?.(node.key);
    const measured = sizes.get(node.key);
    return {
      id: node.key,
      type: 'shown',
      position: positions.get(node.key) ?? { x: 0, y: 0 },
      ...(measured === undefined ? {} : { measured }),
      selected: node.key === selected,
      data: { node, decoration },
      ariaLabel: decoration?.spoken ?? titleOf(node),
      domAttributes: withTestId(`node-${node.key}`),
    };
  });
}

interface EdgeOptions {
  readonly marker: EdgeMarker;
  readonly decorateNode: DecorateNode;
  readonly decorateEdge: ((edge: FlowEdge) => EdgeDecoration) | undefined;
}

/** Edges with their looks; where cards show a status instead of their exits, the edge names its exit. */
export function shownEdges(flow: FlowDocument, options: EdgeOptions): FlowEdgeShape[] {
  const labels = exitLabels(flow, options.decorateNode);
  const fanOuts = fanOutsOf(flow);
  const seen = new Set<string>();
  return flow.edges.map((edge) => {
    const exit = exitKey(edge.from, edge.port);
    const isFirst = !seen.has(exit);
    seen.add(exit);
    return {
      ...shapeOf(edge, options),
      data: {
        ...lookOf(edge, options),
        exitLabel: isFirst ? labels.get(exit) : undefined,
        // The last of them reaches farthest to the side: there the pill has room.
        parallel: isFirst ? undefined : fanOuts.get(exit)?.count,
      },
    };
  });
}

const exitKey = (node: string, port: string): string => `${node} ${port}`;

/** Of the nodes whose cards do not name their exits. */
function exitLabels(flow: FlowDocument, decorateNode: DecorateNode): ReadonlyMap<string, string | undefined> {
  const nameless = flow.nodes.filter(({ key }) => decorateNode?.(key)?.strip !== undefined);
  return new Map(
    nameless.flatMap((node) => exitsOf(node).map(({ port, label }) => [exitKey(node.key, port), label] as const)),
  );
}

function lookOf(edge: FlowEdge, { decorateEdge }: EdgeOptions): EdgeDecoration {
  const decoration = decorateEdge?.(edge) ?? {};
  const failure = edge.port === 'failure' ? ('failure' as const) : undefined;
  return { ...decoration, look: decoration.look ?? failure };
}

function shapeOf(edge: FlowEdge, options: EdgeOptions): FlowEdgeShape {
  const isTaken = lookOf(edge, options).look === 'taken';
  const id = `${edge.from}-${edge.port}-${edge.to}`;
  return {
    id,
    type: 'flow',
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    selectable: false,
    markerEnd: isTaken ? { ...options.marker, color: 'var(--ac-edge-taken)' } : options.marker,
    domAttributes: withTestId(`edge-${id}`),
  };
}

/** React Flow's type of these attributes knows no data-…, the browser does. */
function withTestId(id: string): object {
  return { 'data-testid': id };
}
