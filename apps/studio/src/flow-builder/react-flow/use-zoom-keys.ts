import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { areSingleKeysOn } from '../../ui/single-keys.ts';
import type { FlowEdgeShape } from '../../flow-graph/react-flow/FlowEdgeLine.tsx';
import { viewMotion } from '../../flow-graph/react-flow/view-motion.ts';
import { keyName } from '../keys/key-name.ts';
import { isOnCanvas, isTyping } from '../keys/use-builder-keys.ts';
import type { CanvasNode } from './canvas-graph.ts';

type Canvas = ReactFlowInstance<CanvasNode, FlowEdgeShape>;

const zooms: Readonly<Record<string, (canvas: Canvas) => Promise<boolean>>> = {
  '1': (canvas) => canvas.fitView({ ...viewMotion(180), maxZoom: 1 }),
  '0': (canvas) => canvas.zoomTo(1, viewMotion(120)),
  '+': (canvas) => canvas.zoomIn(viewMotion(120)),
  '-': (canvas) => canvas.zoomOut(viewMotion(120)),
};

/** `1` fits, `0` is 100 %, `+` and `-` zoom. */
export function useZoomKeys(canvas: Canvas): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const zoom = zooms[keyName(event)];
      if (zoom === undefined || event.defaultPrevented || isTyping(event.target) || !isOnCanvas(event.target)) return;
      if (!areSingleKeysOn()) return;
      event.preventDefault();
      void zoom(canvas);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [canvas]);
}
