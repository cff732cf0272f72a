import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import classes from './flow-edge.module.css';

/** How an edge is drawn, and what stands on it. */
export interface FlowEdgeData extends Record<string, unknown> {
  /** `taken` and `passedBy` in a run; `failure` from a failure exit; `refused` while it is dragged where it may not end. */
  readonly look?: 'taken' | 'passedBy' | 'failure' | 'refused' | undefined;
  /** In a run the cards name no exits, so the edge does. */
  readonly exitLabel?: string | undefined;
  /** On one edge of a fan-out: how many branches begin there. */
  readonly parallel?: number | undefined;
  /** The step at its end runs: the only thing on a canvas that moves. */
  readonly isMoving?: boolean | undefined;
}

/** An edge of our canvas. */
export type FlowEdgeShape = Edge<FlowEdgeData, 'flow'>;

/** Between two cards: straight down, or in steps with round corners. */
export function FlowEdgeLine(props: EdgeProps<FlowEdgeShape>): ReactElement {
  const { data = {}, selected } = props;
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX: props.sourceX,
    sourceY: props.sourceY,
    sourcePosition: props.sourcePosition,
    targetX: props.targetX,
    targetY: props.targetY,
    targetPosition: props.targetPosition,
    borderRadius: 8,
  });
  const look = [classes.edge, data.look && classes[data.look], selected === true && classes.selected];
  if (data.isMoving === true) look.push(classes.moving);
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        className={look.filter(Boolean).join(' ')}
        interactionWidth={20}
        {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
      />
      <EdgeLabelRenderer>
        {data.exitLabel !== undefined && (
          <div className={classes.exitLabel} style={at(props.sourceX, props.sourceY + 18)}>
            {data.exitLabel}
          </div>
        )}
        {data.parallel !== undefined && (
          <div className={classes.pill} style={at(labelX, labelY)}>
            <IconArrowsSplit2 aria-hidden size={12} stroke={1.75} />
            {data.parallel} in parallel
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
}

function at(x: number, y: number): { transform: string } {
  return { transform: `translate(-50%, -50%) translate(${String(x)}px, ${String(y)}px)` };
}
