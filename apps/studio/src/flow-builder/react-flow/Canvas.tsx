import { useComputedColorScheme } from '@mantine/core';
import type { FlowEdge } from '@aftercall/flow-model';
import { Background, ConnectionMode, MarkerType, MiniMap, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import { GRID } from '../../flow-graph/node-shape.ts';
import { CanvasTool, CanvasTools } from '../../flow-graph/react-flow/CanvasTools.tsx';
import { FlowEdgeLine, type FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { edgeInRun } from '../../runs/run-graph.ts';
import type { NodeMark } from '../marks/node-marks.ts';
import { useNodeMarks } from '../marks/use-node-marks.ts';
import { useShownSteps } from '../test-run/use-shown-steps.ts';
import { useAction, useCheck, useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { canvasEdges, CanvasNodes, placeOf, wiredPorts, type CanvasNode } from './canvas-graph.ts';
import { ConnectionLine } from './ConnectionLine.tsx';
import { StepNode } from './StepNode.tsx';
import { useCanvasDrop } from './use-canvas-drop.ts';
import { useCanvasGestures } from './use-canvas-gestures.ts';
import { useCanvasViewport } from './use-canvas-viewport.ts';
import { useZoomKeys } from './use-zoom-keys.ts';
import classes from './step-node.module.css';
import '@xyflow/react/dist/base.css';
import '../../flow-graph/react-flow/canvas.css';

const nodeTypes = { step: StepNode };
const NO_MARKS: readonly NodeMark[] = [];
const edgeTypes = { flow: FlowEdgeLine };
const marker = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--ac-edge)' };
/** From so many steps on the map is shown unasked. */
const MAP_FROM = 20;

/** The flow, to be drawn: drag, connect, choose, drop. Keys are the page's: use-builder-keys.ts. */
export function Canvas(): ReactElement {
  const workbench = useWorkbench();
  const { name } = useAction();
  const colorMode = useComputedColorScheme('light');
  const { nodes, edges, gestures, isConnecting } = useCanvasGraph();
  const drop = useCanvasDrop();
  const [hasMap, setMap] = useState(workbench.flow.nodes.length >= MAP_FROM);
  const isLocked = useView((view) => view.isLocked) || workbench.isReadOnly;
  const instance = useReactFlow<CanvasNode, FlowEdgeShape>();
  const viewport = useCanvasViewport(instance);
  useZoomKeys(instance);
  return (
    <ReactFlow<CanvasNode, FlowEdgeShape>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={colorMode}
      {...gestures}
      {...drop}
      {...viewport}
      connectionLineComponent={ConnectionLine}
      connectionMode={ConnectionMode.Strict}
      connectionRadius={28}
      selectionMode={SelectionMode.Partial}
      nodesDraggable={!isLocked}
      nodesConnectable={!isLocked}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      panActivationKeyCode={null}
      multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
      selectionKeyCode="Shift"
      snapToGrid
      snapGrid={[GRID, GRID]}
      minZoom={0.1}
      maxZoom={2}
      panOnScroll
      proOptions={{ hideAttribution: true }}
      aria-label={`Flow of ${name}`}
      data-testid="canvas"
      tabIndex={-1}
      className={isConnecting ? (classes.connecting ?? '') : ''}
    >
      <Background gap={GRID} size={2} />
      {hasMap && <MiniMap pannable zoomable ariaLabel="Map of the flow" />}
      <CanvasTools hasMap={hasMap} onMap={() => setMap(!hasMap)}>
        {!workbench.isReadOnly && <LockTool />}
      </CanvasTools>
    </ReactFlow>
  );
}

/** A canvas that is locked can be looked at without moving anything by mistake. */
function LockTool(): ReactElement {
  const workbench = useWorkbench();
  const isLocked = useView((view) => view.isLocked);
  return (
    <CanvasTool
      name={isLocked ? 'Unlock the canvas' : 'Lock the canvas'}
      icon={isLocked ? IconLock : IconLockOpen}
      isPressed={isLocked}
      onClick={() => workbench.show({ isLocked: !isLocked, refusal: undefined })}
    />
  );
}

/** What is drawn, from the draft, the checks and what is looked at. */
function useCanvasGraph(): {
  nodes: CanvasNode[];
  edges: FlowEdgeShape[];
  gestures: ReturnType<typeof useCanvasGestures>['handlers'];
  isConnecting: boolean;
} {
  const flow = useFlow();
  const selected = useView((view) => view.selected);
  const selectedEdges = useView((view) => view.selectedEdges);
  const focused = useView((view) => view.focused);
  const byNode = useCheck((check) => check.byNode);
  const changes = useCheck((check) => check.changes);
  const hasLive = useAction().live !== undefined;
  const marks = useNodeMarks();
  const steps = useShownSteps();
  const { dragged, isConnecting, handlers } = useCanvasGestures();
  const made = useRef(new CanvasNodes());
  const wired = useMemo(() => wiredPorts(flow), [flow]);
  const chosen = new Set(selected);
  const stop = focused ?? selected[0] ?? flow.nodes[0]?.key;
  const nodes = flow.nodes.map((node) =>
    made.current.make({
      node,
      place: placeOf(node, dragged),
      isSelected: chosen.has(node.key),
      isStop: node.key === stop,
      wired: wired.get(node.key) ?? '',
      facts: {
        problems: byNode.get(node.key),
        change: hasLive ? changes.get(node.key) : undefined,
        marks: marks.get(node.key) ?? NO_MARKS,
        step: steps?.get(node.key),
      },
    }),
  );
  const wayOf = useMemo(() => steps && ((edge: FlowEdge) => edgeInRun(edge, steps)), [steps]);
  const edges = useMemo(
    () => canvasEdges(flow, { selected, selectedEdges, marker, wayOf }),
    [flow, selected, selectedEdges, wayOf],
  );
  return { nodes, edges, gestures: handlers, isConnecting };
}
