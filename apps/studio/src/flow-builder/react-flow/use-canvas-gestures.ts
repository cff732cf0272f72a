import type { Connection, FinalConnectionState, NodeChange, OnConnectEnd } from '@xyflow/react';
import { useCallback, useMemo, useState, type FocusEvent, type MouseEvent } from 'react';
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
    (_event: MouseEvent | TouchEvent | globalThis.MouseEvent, _node: CanvasNode, nodes: CanvasNode[]) => {
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
      onEdgeClick: (_event: MouseEvent, { id }: FlowEdgeShape) => workbench.select([], [id]),
      onPaneClick: () => workbench.select([]),
      // However the focus came to a card, keys act on that one.
      onFocus: ({ target }: FocusEvent) => {
        const key = target.closest('.react-flow__node')?.getAttribute('data-id');
        if (key != null) workbench.show({ focused: key });
      },
      onNodeClick: (_event: MouseEvent, { id }: CanvasNode) => {
        workbench.show({ focused: id, isInspectorOpen: true });
        focusNode(id);
      },
      onNodeDoubleClick: (_event: MouseEvent, { id }: CanvasNode) => workbench.goTo(id),
      onConnect: (connection: Connection) => {
        const edge = edgeOf(connection);
        workbench.edit((flow) => connect(flow, edge));
      },
      isValidConnection: (connection: Connection | FlowEdgeShape) =>
        findConnectionProblem(workbench.flow, edgeOf(connection)) === undefined,
      onConnectStart: () => setConnecting(true),
      onConnectEnd: (...end: Parameters<OnConnectEnd>) => {
        setConnecting(false);
        refuseWhere(workbench, end[1]);
      },
    }),
    [onNodesChange, onNodeDragStop, workbench],
  );
  return { dragged, isConnecting, handlers };
}

/** An edge that was dropped on a node where it may not go is told as refused; one dropped on nothing is let go. */
function refuseWhere(workbench: ReturnType<typeof useWorkbench>, end: FinalConnectionState): void {
  const { isValid, fromNode, fromHandle, toNode } = end;
  if (isValid === true || fromNode === null || toNode === null || fromHandle.type !== 'source') return;
  if (fromNode.id === toNode.id) return;
  const edge = { from: fromNode.id, port: fromHandle.id ?? 'next', to: toNode.id };
  const problem = findConnectionProblem(workbench.flow, edge);
  if (problem !== undefined) workbench.refuse(problem);
}

function edgeOf({ source, sourceHandle, target }: Connection | FlowEdgeShape): {
  from: string;
  port: string;
  to: string;
} {
  return { from: source, port: sourceHandle ?? 'next', to: target };
}
