import type { ReactFlowInstance, Viewport } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { boxOf, type Box } from '../edit/places.ts';
import { nodeOf } from '../edit/node-title.ts';
import { useAction, useView, useWorkbench } from '../workbench/workbench-context.ts';
import type { CanvasNode } from './canvas-graph.ts';

/** Between a card and the edge of the canvas. */
const AIR = 40;
const FIT = { padding: 0.12, maxZoom: 1 } as const;

/** The part of the flow that is seen: the last one of this browser, else all of it; a node that is chosen comes into sight. */
export function useCanvasViewport(instance: ReactFlowInstance<CanvasNode, FlowEdgeShape>) {
  const workbench = useWorkbench();
  const { id } = useAction();
  const focused = useView((view) => view.focused);
  const stored = useMemo(() => readViewport(id), [id]);
  useEffect(() => {
    const node = focused === undefined ? undefined : nodeOf(workbench.flow, focused);
    if (node !== undefined) bringIntoSight(instance, boxOf(node));
  }, [focused, instance, workbench]);
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

/** Moves the canvas no further than it takes for a card to be seen whole, with some air around it. */
function bringIntoSight(instance: ReactFlowInstance<CanvasNode, FlowEdgeShape>, { x, y, width, height }: Box): void {
  const canvas = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
  if (canvas === undefined || canvas.width === 0) return;
  const from = instance.flowToScreenPosition({ x, y });
  const to = instance.flowToScreenPosition({ x: x + width, y: y + height });
  const by = {
    x: shiftInto([from.x, to.x], [canvas.left + AIR, canvas.right - AIR]),
    y: shiftInto([from.y, to.y], [canvas.top + AIR, canvas.bottom - AIR]),
  };
  if (by.x === 0 && by.y === 0) return;
  const viewport = instance.getViewport();
  void instance.setViewport({ x: viewport.x + by.x, y: viewport.y + by.y, zoom: viewport.zoom });
}

/** By how much a span must move to lie within another; its beginning counts more when it does not fit. */
function shiftInto([from, to]: readonly [number, number], [least, most]: readonly [number, number]): number {
  if (from < least) return least - from;
  return to > most ? Math.max(most - to, least - from) : 0;
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
