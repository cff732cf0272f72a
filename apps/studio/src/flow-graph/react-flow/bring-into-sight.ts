import type { ReactFlowInstance } from '@xyflow/react';

/** Between a card and the edge of the canvas; at its foot stand the tools. */
const AIR = { side: 40, foot: 72 } as const;

/** Where a card lies on the canvas. */
interface Card {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Moves the canvas no further than it takes for a card to be seen whole, with some air around it. */
export function bringIntoSight(
  instance: Pick<ReactFlowInstance, 'flowToScreenPosition' | 'getViewport' | 'setViewport'>,
  canvas: DOMRect,
  { x, y, width, height }: Card,
): void {
  if (canvas.width === 0) return;
  const from = instance.flowToScreenPosition({ x, y });
  const to = instance.flowToScreenPosition({ x: x + width, y: y + height });
  const by = {
    x: shiftInto([from.x, to.x], [canvas.left + AIR.side, canvas.right - AIR.side]),
    y: shiftInto([from.y, to.y], [canvas.top + AIR.side, canvas.bottom - AIR.foot]),
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
