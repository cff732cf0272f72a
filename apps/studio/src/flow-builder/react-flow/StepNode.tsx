import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconPlus, IconTilde } from '@tabler/icons-react';
import { memo, type MouseEvent, type ReactElement } from 'react';
import { NodeCard } from '../../flow-graph/NodeCard.tsx';
import { exitOffset, exitsOf, sizeOf } from '../../flow-graph/node-shape.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { ringOf } from '../../runs/run-graph.ts';
import { StepStrip } from '../../runs/StepStrip.tsx';
import { NodeMarks } from '../marks/NodeMarks.tsx';
import { asRunStep } from '../test-run/as-run-step.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import type { CanvasNode, CardFacts } from './canvas-graph.ts';
import classes from './step-node.module.css';

/** One node that can be moved, joined and chosen. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<CanvasNode>): ReactElement {
  const { node, wired, step, marks } = data;
  const exits = exitsOf(node);
  const { width } = sizeOf(node);
  const ports = new Set(wired.split(' '));
  return (
    <NodeCard
      node={node}
      isSelected={selected}
      flags={<Flags {...data} />}
      marks={marks.length > 0 ? <NodeMarks marks={marks} /> : undefined}
      ring={step && ringOf(step.status)}
      strip={step && <StepStrip step={asRunStep(step)} node={node} now={new Date()} hasCause={false} />}
    >
      {node.kind !== 'start' && <Handle type="target" position={Position.Top} className={classes.into ?? ''} />}
      {exits.map(({ port, label }, at) => {
        const left = exitOffset(at, exits.length, width);
        const isFree = !ports.has(port);
        const name = label === undefined ? titleOf(node) : `${titleOf(node)} ${label}`;
        return (
          <span key={port}>
            <Handle
              id={port}
              type="source"
              position={Position.Bottom}
              className={(isFree ? classes.free : classes.wired) ?? ''}
              style={{ left }}
              data-testid={`port-${node.key}-${port}`}
              title={isFree ? `Connect ${name}` : `Connect ${name} to another step, in parallel`}
            />
            {isFree && <AddBehind node={node.key} port={port} left={left} name={name} />}
          </span>
        );
      })}
    </NodeCard>
  );
});

/** Shown under free exits of the card that is selected or under the pointer. */
function AddBehind({
  node,
  port,
  left,
  name,
}: {
  node: string;
  port: string;
  left: number;
  name: string;
}): ReactElement {
  const workbench = useWorkbench();
  const open = (event: MouseEvent): void => {
    event.stopPropagation();
    workbench.open({ type: 'quickAdd', exit: { from: node, port } });
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${classes.add ?? ''} nodrag nopan`}
      style={{ left }}
      aria-label={`Add a step after ${name}`}
      onClick={open}
    >
      <IconPlus aria-hidden size={14} stroke={2} />
    </button>
  );
}

function Flags({ problems, change }: CardFacts): ReactElement {
  const { errors, warnings } = problems ?? { errors: 0, warnings: 0 };
  return (
    <>
      {errors > 0 && (
        <span className={`${classes.flag ?? ''} ${classes.bad ?? ''}`}>
          <IconAlertOctagonFilled aria-hidden /> {errors}
        </span>
      )}
      {warnings > 0 && (
        <span className={`${classes.flag ?? ''} ${classes.warn ?? ''}`}>
          <IconAlertTriangleFilled aria-hidden /> {warnings}
        </span>
      )}
      {change !== undefined && <ChangeFlag change={change} />}
    </>
  );
}

function ChangeFlag({ change }: { readonly change: 'added' | 'changed' }): ReactElement {
  const [Icon, word] = change === 'added' ? ([IconPlus, 'Added'] as const) : ([IconTilde, 'Changed'] as const);
  return (
    <span className={classes.flag}>
      <Icon aria-hidden /> {word}
    </span>
  );
}
