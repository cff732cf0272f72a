import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from '@xyflow/react';
import type { FlowDocument, FlowEdge } from '@aftercall/flow-model';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { GRID } from '../node-shape.ts';
import type { EdgeDecoration, NodeDecoration } from '../graph-decoration.ts';
import { bringIntoSight } from './bring-into-sight.ts';
import { CanvasTools } from './CanvasTools.tsx';
import { FlowEdgeLine } from './FlowEdgeLine.tsx';
import { shownEdges, shownNodes } from './shown-graph.ts';
import { ShownNode } from './ShownNode.tsx';
import { useMeasuredCards } from './use-measured-cards.ts';
import '@xyflow/react/dist/base.css';
import './canvas.css';

const nodeTypes = { shown: ShownNode };
const edgeTypes = { flow: FlowEdgeLine };

/** Around the flow, when it is first shown: as little as lets it stand at its own size. */
const MARGIN = '24px';

/** The arrow at the end of every edge; it takes the colour of its edge's look. */
const marker = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--ac-edge)' };

interface Props {
  readonly flow: FlowDocument;
  /** What the canvas shows, for people who hear it. */
  readonly label: string;
  readonly decorateNode?: ((key: string) => NodeDecoration | undefined) | undefined;
  readonly decorateEdge?: ((edge: FlowEdge) => EdgeDecoration) | undefined;
  readonly selected?: string | undefined;
  readonly onSelect?: ((key: string) => void) | undefined;
  /** Follows another canvas, and tells where this one was moved to: two versions side by side. */
  readonly viewport?: Viewport | undefined;
  readonly onViewport?: ((viewport: Viewport) => void) | undefined;
}

/** A flow to look at: nothing can be moved or connected; nodes can be selected by mouse and by keyboard. */
export function FlowGraph(props: Props): ReactElement {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

/** What is chosen elsewhere, in a list or by key, comes into sight. */
function useSelectedInSight(selected: string | undefined): void {
  const instance = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const node = selected === undefined ? undefined : instance.getInternalNode(selected);
    const canvas = store.getState().domNode?.getBoundingClientRect();
    const { width, height } = node?.measured ?? {};
    if (node === undefined || canvas === undefined || width === undefined || height === undefined) return;
    bringIntoSight(instance, canvas, { ...node.internals.positionAbsolute, width, height });
  }, [selected, instance, store]);
}

function Graph({
  flow,
  label,
  selected,
  onSelect,
  decorateNode,
  decorateEdge,
  viewport,
  onViewport,
}: Props): ReactElement {
  const colorMode = useComputedColorScheme('light');
  useSelectedInSight(selected);
  const [hasMap, setMap] = useState(flow.nodes.length >= 20);
  const { sizes, onNodesChange } = useMeasuredCards();
  const nodes = useMemo(
    () => shownNodes(flow, { selected, decorateNode, sizes }),
    [flow, selected, decorateNode, sizes],
  );
  const edges = useMemo(
    () => shownEdges(flow, { marker, decorateNode, decorateEdge }),
    [flow, decorateNode, decorateEdge],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={colorMode}
      fitView
      fitViewOptions={{ padding: MARGIN, maxZoom: 1 }}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      panOnScroll
      proOptions={{ hideAttribution: true }}
      aria-label={label}
      data-testid="canvas"
      onNodeClick={(_event, { id }) => onSelect?.(id)}
      onSelectionChange={({ nodes: [first] }) => {
        if (first !== undefined && first.id !== selected) onSelect?.(first.id);
      }}
      {...(viewport === undefined ? {} : { viewport })}
      {...(onViewport === undefined ? {} : { onViewportChange: onViewport })}
    >
      <Background gap={GRID} size={2} />
      {hasMap && <MiniMap pannable zoomable ariaLabel="Map of the flow" />}
      <CanvasTools position="bottom-right" hasMap={hasMap} onMap={() => setMap(!hasMap)} />
    </ReactFlow>
  );
}
