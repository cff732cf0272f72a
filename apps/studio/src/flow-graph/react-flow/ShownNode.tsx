import { Handle, Position, type NodeProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { NodeCard } from '../NodeCard.tsx';
import { exitOffset, exitsOf, sizeOf } from '../node-shape.ts';
import type { ShownNodeShape } from './shown-graph.ts';

/** A card on a canvas that is only looked at: its ports are where the edges end, and nothing more. */
export function ShownNode({ data, selected }: NodeProps<ShownNodeShape>): ReactElement {
  const { node, decoration } = data;
  const exits = exitsOf(node);
  const { width } = sizeOf(node);
  return (
    <NodeCard
      node={node}
      isSelected={selected}
      ring={decoration?.ring}
      strip={decoration?.strip}
      flags={decoration?.flags}
      marks={decoration?.marks}
    >
      {node.kind !== 'start' && (
        <Handle type="target" className="ac-unseen" position={Position.Top} isConnectable={false} />
      )}
      {exits.map(({ port }, index) => (
        <Handle
          key={port}
          id={port}
          type="source"
          className="ac-unseen"
          position={Position.Bottom}
          isConnectable={false}
          style={{ left: exitOffset(index, exits.length, width) }}
        />
      ))}
    </NodeCard>
  );
}
