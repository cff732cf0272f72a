import type { ReactFlowInstance, Viewport } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { bringIntoSight } from '../../flow-graph/react-flow/bring-into-sight.ts';
import type { FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { boxOf } from '../edit/places.ts';
import { nodeOf } from '../edit/node-title.ts';
import { useAction, useView, useWorkbench } from '../workbench/workbench-context.ts';
import type { CanvasNode } from './canvas-graph.ts';

const FIT = { padding: 0.12, maxZoom: 1 } as const;

/** The part of the flow that is seen: the last one of this browser, else all of it; a node that is chosen comes into sight. */
export function useCanvasViewport(instance: ReactFlowInstance<CanvasNode, FlowEdgeShape>) {
  const workbench = useWorkbench();
  const { id } = useAction();
  const focused = useView((view) => view.focused);
  const hasDrawer = useView((view) => view.drawer !== undefined);
  const stored = useMemo(() => readViewport(id), [id]);
  useEffect(() => {
    const node = focused === undefined ? undefined : nodeOf(workbench.flow, focused);
    const canvas = document.querySelector('[data-testid="canvas"]');
    if (node !== undefined && canvas !== null) bringIntoSight(instance, canvas.getBoundingClientRect(), boxOf(node));
  }, [focused, hasDrawer, instance, workbench]);
  useEffect(() => {
    workbench.placeOnCanvas = (pointer) => {
      const canvas = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect() ?? new DOMRect();
      const isOver =
        pointer !== undefined &&
        pointer.x >= canvas.left &&
        pointer.x <= canvas.right &&
        pointer.y >= canvas.top &&
        pointer.y <= canvas.bottom;
      const middle = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 };
      return instance.screenToFlowPosition(isOver ? pointer : middle);
    };
  }, [instance, workbench]);
  return useMemo(
    () => ({
      ...(stored === undefined ? { fitView: true, fitViewOptions: FIT } : { defaultViewport: stored }),
      onMoveEnd: (_event: unknown, viewport: Viewport) => writeViewport(id, viewport),
    }),
    [id, stored],
  );
}

const keyOf = (actionId: string): string => `aftercall.viewport.${actionId}`;

function readViewport(actionId: string): Viewport | undefined {
  const numbers = (localStorage.getItem(keyOf(actionId)) ?? '').split(' ').map(Number);
  const [x, y, zoom] = numbers;
  if (numbers.length !== 3 || x === undefined || y === undefined || zoom === undefined) return undefined;
  return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : undefined;
}

function writeViewport(actionId: string, { x, y, zoom }: Viewport): void {
  localStorage.setItem(keyOf(actionId), [x, y, zoom].map((number) => number.toFixed(3)).join(' '));
}
