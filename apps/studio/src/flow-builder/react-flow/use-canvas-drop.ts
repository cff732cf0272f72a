import { useReactFlow } from '@xyflow/react';
import { useMemo, type DragEvent } from 'react';
import { addNode, insertBetween } from '../edit/add-node.ts';
import { edgeId } from '../edit/connect.ts';
import { ADDABLE_KINDS, type AddableKind } from '../edit/new-node.ts';
import { KIND_MIME } from '../palette/dragged-kind.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';

/** A kind of node that is dropped on the canvas becomes a node there; dropped on an edge, it is put into it. */
export function useCanvasDrop() {
  const workbench = useWorkbench();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(KIND_MIME)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event: DragEvent) => {
        const kind = kindOf(event.dataTransfer.getData(KIND_MIME));
        if (kind === undefined) return;
        event.preventDefault();
        const edge = edgeAt(event.clientX, event.clientY);
        const into = workbench.flow.edges.filter((one) => edgeId(one) === edge);
        if (into.length > 0) {
          workbench.edit((flow) => insertBetween(flow, kind, into));
          return;
        }
        const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
        // The pointer holds the card at its head, in the middle.
        workbench.edit((flow) => addNode(flow, kind, { x: x - 128, y: y - 32 }));
      },
    }),
    [workbench, screenToFlowPosition],
  );
}

function kindOf(text: string): AddableKind | undefined {
  return ADDABLE_KINDS.find((kind) => kind === text);
}

function edgeAt(x: number, y: number): string | undefined {
  const edge = document.elementsFromPoint(x, y).find((element) => element.closest('.react-flow__edge') !== null);
  return edge?.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined;
}
