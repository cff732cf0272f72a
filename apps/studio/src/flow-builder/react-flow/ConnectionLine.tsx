import { getSmoothStepPath, type ConnectionLineComponentProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { findConnectionProblem } from '../edit/connect.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import classes from './connection-line.module.css';

/** The edge while it is drawn. Over a node that it may not lead to, it says why. */
export function ConnectionLine(props: ConnectionLineComponentProps<CanvasNode>): ReactElement {
  const { flow } = useWorkbench();
  const { fromNode, fromHandle, toNode, fromX, fromY, toX, toY } = props;
  const isBackward = fromHandle.type === 'target';
  const problem = toNode === null ? undefined : findConnectionProblem(flow, edgeOf(props, isBackward, toNode.id));
  const isOverItself = toNode?.id === fromNode.id;
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: props.fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: props.toPosition,
    borderRadius: 8,
  });
  const isRefused = problem !== undefined && !isOverItself;
  return (
    <g>
      <path d={path} fill="none" className={isRefused ? classes.refused : classes.line} />
      {isRefused && (
        <foreignObject x={toX + 12} y={toY + 12} width={280} height={80} className={classes.holder}>
          <div className={classes.reason}>{problem}</div>
        </foreignObject>
      )}
    </g>
  );
}

/** Drawn backwards, from the way into a node, the exit is not chosen yet. */
function edgeOf(
  { fromNode, fromHandle, toHandle }: ConnectionLineComponentProps<CanvasNode>,
  isBackward: boolean,
  toNode: string,
): { from: string; port: string; to: string } {
  return isBackward
    ? { from: toNode, port: toHandle?.id ?? 'next', to: fromNode.id }
    : { from: fromNode.id, port: fromHandle.id ?? 'next', to: toNode };
}
