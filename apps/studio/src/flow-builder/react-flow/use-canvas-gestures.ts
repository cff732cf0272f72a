import type { Connection, FinalConnectionState, NodeChange, OnConnectEnd } from '@xyflow/react';
import { useCallback, useMemo, useState, type FocusEvent, type MouseEvent as ReactMouseEvent } from 'react';
import type { FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { connect, findConnectionProblem } from '../edit/connect.ts';
import { moveNodes } from '../edit/move-nodes.ts';
import type { Point } from '../edit/places.ts';
import { focusNode } from '../workbench/focus-node.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import type { CanvasNode } from './canvas-graph.ts';

const nowhere: ReadonlyMap<string, Point> = new Map();

/**
 * What the pointer does, as edits. While cards are dragged their places are the canvas's own; the draft is told once, when
 * they are dropped, so a drag is one step of the history and is saved once.
 */
export function useCanvasGestures() {
  const workbench = useWorkbench();
  const [dragged, setDragged] = useState(nowhere);
  const [isConnecting, setConnecting] = useState(false);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moves = changes.flatMap((change) =>
        change.type === 'position' && change.position !== undefined ? [[change.id, change.position] as const] : [],
      );
      if (moves.length > 0) setDragged((places) => new Map([...places, ...moves]));
      const picks = changes.filter((change) => change.type === 'select');
      if (picks.length === 0) return;
      const { selected } = workbench.view.getState();
      const on = picks.filter((change) => change.selected).map(({ id }) => id);
      const off = new Set(picks.filter((change) => !change.selected).map(({ id }) => id));
      const kept = selected.filter((key) => !off.has(key));
      workbench.select([...new Set([...kept, ...on])]);
    },
    [workbench],
  );

  const onNodeDragStop = useCallback(
    (_event: ReactMouseEvent | MouseEvent | TouchEvent, _node: CanvasNode, nodes: CanvasNode[]) => {
      const places = new Map(nodes.map(({ id, position }) => [id, position]));
      setDragged(nowhere);
      const { flow } = workbench;
      if (moveNodes(flow, places).ok) workbench.edit((one) => moveNodes(one, places));
    },
    [workbench],
  );

  const handlers = useMemo(
    () => ({
      onNodesChange,
      onNodeDragStop,
      onEdgeClick: (_event: ReactMouseEvent, { id }: FlowEdgeShape) => workbench.select([], [id]),
      onPaneClick: () => workbench.select([]),
      // However the focus came to a card, keys act on that one.
      onFocus: ({ target }: FocusEvent) => {
        const key = target.closest('.react-flow__node')?.getAttribute('data-id');
        if (key != null) workbench.show({ focused: key });
      },
      onNodeClick: (_event: ReactMouseEvent, { id }: CanvasNode) => {
        workbench.show({ focused: id, isInspectorOpen: true });
        focusNode(id);
      },
      onNodeDoubleClick: (_event: ReactMouseEvent, { id }: CanvasNode) => workbench.goTo(id),
      onConnect: (connection: Connection) => {
        const edge = edgeOf(connection);
        workbench.edit((flow) => connect(flow, edge));
      },
      isValidConnection: (connection: Connection | FlowEdgeShape) =>
        findConnectionProblem(workbench.flow, edgeOf(connection)) === undefined,
      onConnectStart: () => setConnecting(true),
      onConnectEnd: (...end: Parameters<OnConnectEnd>) => {
        setConnecting(false);
        connectWhere(workbench, ...end);
      },
    }),
    [onNodesChange, onNodeDragStop, workbench],
  );
  return { dragged, isConnecting, handlers };
}

/**
 * An edge is dropped on a card's body as well as on its port. Where it may not go it is told as refused; dropped on nothing,
 * it is let go.
 */
function connectWhere(
  workbench: ReturnType<typeof useWorkbench>,
  event: MouseEvent | TouchEvent,
  end: FinalConnectionState,
): void {
  const { isValid, fromNode, fromHandle, toNode } = end;
  if (isValid === true || fromNode === null || fromHandle.type !== 'source') return;
  const target = toNode?.id ?? nodeUnder(event);
  if (target === undefined || target === fromNode.id) return;
  const edge = { from: fromNode.id, port: fromHandle.id ?? 'next', to: target };
  workbench.edit((flow) => connect(flow, edge));
}

function nodeUnder(event: MouseEvent | TouchEvent): string | undefined {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  if (point === undefined) return undefined;
  const card = document
    .elementsFromPoint(point.clientX, point.clientY)
    .map((element) => element.closest('.react-flow__node'))
    .find((element) => element !== null);
  return card?.getAttribute('data-id') ?? undefined;
}

function edgeOf({ source, sourceHandle, target }: Connection | FlowEdgeShape): {
  from: string;
  port: string;
  to: string;
} {
  return { from: source, port: sourceHandle ?? 'next', to: target };
}
