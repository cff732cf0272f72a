import { Position, type EdgeMarker, type Node, type NodeHandle } from '@xyflow/react';
import type { FlowDocument, FlowEdge, FlowNode } from '@aftercall/flow-model';
import { fanOutsOf } from '../../flow-graph/fan-outs.ts';
import { exitOffset, exitsOf, HEAD_HEIGHT, sizeOf, STRIP_HEIGHT } from '../../flow-graph/node-shape.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeKindLooks } from '../../node-kinds/node-kind-looks.ts';
import type { FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { statusLooks } from '../../status/status-looks.ts';
import type { EdgeDecoration } from '../../flow-graph/graph-decoration.ts';
import { edgeId, edgeInWords } from '../edit/connect.ts';
import { positionOf, type Point } from '../edit/places.ts';
import { markWord, type NodeMark } from '../marks/node-marks.ts';
import type { TestStep } from '../test-run/test-run-state.ts';
import { countInWords, type ProblemCount } from '../problems/problem.ts';

/** What a card shows beside its node. A type, not an interface: the canvas asks for an index. */
export type CardFacts = {
  readonly problems: ProblemCount | undefined;
  readonly change: 'added' | 'changed' | undefined;
  readonly marks: readonly NodeMark[];
  /** What the test run that is shown did here: its status takes the place of the exits. */
  readonly step: TestStep | undefined;
};

/** A node of the canvas that can be edited. */
export type CanvasNode = Node<{ readonly node: FlowNode; readonly wired: string } & CardFacts, 'step'>;

interface NodeInput {
  readonly node: FlowNode;
  readonly place: Point;
  readonly isSelected: boolean;
  /** Tab stops here. */
  readonly isStop: boolean;
  /** Ports with an edge, joined: a text, so that two can be compared. */
  readonly wired: string;
  readonly facts: CardFacts;
}

/** Hands out the same object for the same input, so that a card that has not changed is not drawn again. */
export class CanvasNodes {
  readonly #made = new Map<string, { input: NodeInput; shape: CanvasNode }>();

  make(input: NodeInput): CanvasNode {
    const known = this.#made.get(input.node.key);
    if (known !== undefined && isSameInput(known.input, input)) return known.shape;
    const shape = shapeOf(input);
    this.#made.set(input.node.key, { input, shape });
    return shape;
  }
}

function isSameInput(one: NodeInput, other: NodeInput): boolean {
  return (
    one.node === other.node &&
    one.place.x === other.place.x &&
    one.place.y === other.place.y &&
    one.isSelected === other.isSelected &&
    one.isStop === other.isStop &&
    one.wired === other.wired &&
    isSameFacts(one.facts, other.facts)
  );
}

function isSameFacts(one: CardFacts, other: CardFacts): boolean {
  return (
    one.change === other.change &&
    one.step === other.step &&
    one.marks.join() === other.marks.join() &&
    one.problems?.errors === other.problems?.errors &&
    one.problems?.warnings === other.problems?.warnings
  );
}

/** The size is known before anything is measured, so edges are drawn with the first frame and after every undo. */
function shapeOf({ node, place, isSelected, isStop, wired, facts }: NodeInput): CanvasNode {
  const size = shownSize(node, facts);
  return {
    id: node.key,
    type: 'step',
    position: { ...place },
    ...size,
    measured: size,
    handles: handlesOf(node, size),
    selected: isSelected,
    // Derived, never stored: history cannot bring a Start that can be deleted.
    deletable: node.kind !== 'start',
    data: { node, wired, ...facts },
    ariaLabel: spokenOf(node, facts),
    domAttributes: attributes({ 'data-testid': `node-${node.key}`, tabIndex: isStop ? 0 : -1 }),
  };
}

function shownSize(node: FlowNode, { step }: CardFacts): { width: number; height: number } {
  const size = sizeOf(node);
  return step === undefined ? size : { ...size, height: HEAD_HEIGHT + STRIP_HEIGHT };
}

function handlesOf(node: FlowNode, { width, height }: { width: number; height: number }): NodeHandle[] {
  const exits = exitsOf(node);
  const into: NodeHandle[] =
    node.kind === 'start'
      ? []
      : [{ id: null, type: 'target', position: Position.Top, x: width / 2, y: 0, width: 1, height: 1 }];
  return [
    ...into,
    ...exits.map(({ port }, at): NodeHandle => ({
      id: port,
      type: 'source',
      position: Position.Bottom,
      x: exitOffset(at, exits.length, width),
      y: height,
      width: 1,
      height: 1,
    })),
  ];
}

function spokenOf(node: FlowNode, { problems, change, marks, step }: CardFacts): string {
  const parts = [
    titleOf(node),
    nodeKindLooks[node.kind].label,
    problems === undefined ? '' : countInWords(problems),
    change ?? '',
    ...marks.map(markWord),
    step === undefined ? '' : statusLooks[step.status].word,
  ];
  return [...new Set(parts)].filter((part) => part !== '').join(', ');
}

/** By node key, the ports that lead somewhere. */
export function wiredPorts(flow: Pick<FlowDocument, 'edges'>): ReadonlyMap<string, string> {
  const ports = Map.groupBy(flow.edges, ({ from }) => from);
  return new Map([...ports].map(([key, edges]) => [key, [...new Set(edges.map(({ port }) => port))].join(' ')]));
}

export function placeOf(node: FlowNode, dragged: ReadonlyMap<string, Point>): Point {
  return dragged.get(node.key) ?? positionOf(node);
}

interface EdgeOptions {
  readonly selected: readonly string[];
  readonly selectedEdges: readonly string[];
  readonly marker: EdgeMarker;
  /** While a test run is shown: which way it went. */
  readonly wayOf: ((edge: FlowEdge) => EdgeDecoration) | undefined;
}

/** Edges with their looks; those of selected nodes stand out. */
export function canvasEdges(
  flow: FlowDocument,
  { selected, selectedEdges, marker, wayOf }: EdgeOptions,
): FlowEdgeShape[] {
  const nodes = new Set(selected);
  const edges = new Set(selectedEdges);
  const fanOuts = fanOutsOf(flow);
  const seen = new Map<string, number>();
  return flow.edges.map((edge) => {
    const id = edgeId(edge);
    const exit = `${edge.from} ${edge.port}`;
    const at = (seen.get(exit) ?? 0) + 1;
    seen.set(exit, at);
    const count = fanOuts.get(exit)?.count;
    const isLit = edges.has(id) || (wayOf === undefined && (nodes.has(edge.from) || nodes.has(edge.to)));
    const look = lookOf(edge, wayOf);
    return {
      id,
      type: 'flow',
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      selected: isLit,
      markerEnd: { ...marker, color: markerColor(isLit, look) },
      data: {
        look,
        exitLabel: at === 1 && wayOf !== undefined ? exitLabel(flow, edge) : undefined,
        parallel: at === count ? count : undefined,
      },
      ariaLabel: edgeInWords(flow, edge),
      domAttributes: attributes({ 'data-testid': `edge-${id}` }),
    };
  });
}

function lookOf(edge: FlowEdge, wayOf: EdgeOptions['wayOf']): EdgeDecoration['look'] {
  return wayOf?.(edge).look ?? (edge.port === 'failure' ? 'failure' : undefined);
}

function markerColor(isLit: boolean, way: EdgeDecoration['look']): string {
  if (isLit) return 'var(--ac-accent-text)';
  return way === 'taken' ? 'var(--ac-edge-taken)' : 'var(--ac-edge)';
}

/** Cards that show a status do not name their exits. */
function exitLabel({ nodes }: FlowDocument, { from, port }: FlowEdge): string | undefined {
  const node = nodes.find(({ key }) => key === from);
  return node === undefined ? undefined : exitsOf(node).find((exit) => exit.port === port)?.label;
}

/** React Flow's type of these knows no data-…, the browser does. */
function attributes(all: Readonly<Record<string, string | number>>): object {
  return all;
}
